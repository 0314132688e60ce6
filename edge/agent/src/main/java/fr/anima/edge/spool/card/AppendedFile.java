package fr.anima.edge.spool.card;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A new file that grows at its end, and how far what it holds is forced to the card. */
public final class AppendedFile implements Closeable {
  private final FileChannel out;
  private final RoomAhead room = new RoomAhead();
  private long end;
  private long takenEnd;
  private long forcedEnd;
  private boolean dirty;

  /** Makes it, or empties what has that name. */
  public AppendedFile(Path file) throws IOException {
    out =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
  }

  /** Appends; a failed write leaves nothing behind that a reader could mistake. */
  public void append(ByteBuffer bytes) throws IOException {
    int size = bytes.remaining();
    room.make(out, end, size);
    try {
      while (bytes.hasRemaining()) {
        out.write(bytes, end + bytes.position());
      }
    } catch (IOException why) {
      room.giveBack(out, end);
      throw why;
    }
    end += size;
    dirty = true;
  }

  /** Where the next bytes go. */
  public long end() {
    return end;
  }

  /** Up to here it is on the card for sure. */
  public long forcedEnd() {
    return forcedEnd;
  }

  /**
   * The channel to force if there is anything new to force. Asking again means that the force
   * before went well.
   */
  public Optional<FileChannel> takeDirty() {
    if (!dirty) {
      return Optional.empty();
    }
    dirty = false;
    room.forcing();
    forcedEnd = takenEnd;
    takenEnd = end;
    return Optional.of(out);
  }

  /** Forces now what was appended. */
  public void force() throws IOException {
    out.force(false);
    dirty = false;
    forcedEnd = end;
    takenEnd = end;
  }

  /** Nothing more comes; it is closed, and on the card where that does not fail. */
  public void finish() throws IOException {
    try (out) {
      room.giveBack(out, end);
      out.force(false);
    }
    forcedEnd = end;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
