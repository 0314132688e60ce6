package fr.anima.hub.health;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that takes room on the hub's disk for nothing, so that there is some to give back when
 * there would be none: a database and a broker that cannot write do not even end in good order.
 */
final class Ballast {
  static final String FILE = "ballast";

  private static final Logger LOG = LoggerFactory.getLogger(Ballast.class);
  private static final int PIECE = 1 << 20;
  private static final int SECONDS = 60;

  private final Path file;
  private final long bytes;

  /** Not yet there, or there since an earlier start. */
  Ballast(Path file, long bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  long bytes() {
    return bytes;
  }

  /** Whether it takes its room. */
  boolean isThere() {
    return Files.exists(file);
  }

  /** Takes the room, in blocks and not in name only. Blocks, for seconds on a slow card. */
  void take() {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.deleteIfExists(fresh);
      if (!isReserved(fresh)) {
        fill(fresh);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      LOG.info("ballast taken file={} MiB={}", file, bytes >> 20);
    } catch (IOException why) {
      LOG.warn("ballast not taken file={} reason={}", file, why.toString());
      give(fresh);
    }
  }

  /** Gives the room back. */
  void give() {
    give(file);
    LOG.warn("ballast given back file={} MiB={}", file, bytes >> 20);
  }

  private static void give(Path which) {
    try {
      Files.deleteIfExists(which);
    } catch (IOException why) {
      throw new UncheckedIOException(which + " cannot be deleted: delete it by hand", why);
    }
  }

  /** By the file system, at once; not every one can. */
  private boolean isReserved(Path fresh) throws IOException {
    Process fallocate;
    try {
      fallocate =
          new ProcessBuilder("fallocate", "-l", Long.toString(bytes), fresh.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException notInstalled) {
      return false;
    }
    try {
      return fallocate.waitFor(SECONDS, TimeUnit.SECONDS) && fallocate.exitValue() == 0;
    } catch (InterruptedException why) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while room was reserved", why);
    } finally {
      fallocate.destroyForcibly();
    }
  }

  /** With what no file system makes smaller. */
  private void fill(Path fresh) throws IOException {
    byte[] noise = new byte[PIECE];
    Random random = new Random();
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      for (long left = bytes; left > 0; ) {
        random.nextBytes(noise);
        ByteBuffer piece = ByteBuffer.wrap(noise, 0, (int) Math.min(PIECE, left));
        while (piece.hasRemaining()) {
          left -= channel.write(piece);
        }
      }
      channel.force(true);
    }
  }
}
