package fr.anima.edge.spool;

import fr.anima.edge.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A block device that can be told to fail. */
final class NetworkBlock implements AutoCloseable {
  private static final String SIZE = "32M";

  private final Process server;
  private final Process fuse;
  private final Path device;

  private NetworkBlock(Process server, Process fuse, Path device) {
    this.server = server;
    this.fuse = fuse;
    this.device = device;
  }

  /** One that gives errors for writes while that file exists. */
  static NetworkBlock start(Path work, Path failing) throws IOException {
    return serve(
        work, "--filter=error", "memory", SIZE, "error-pwrite-rate=100%", "error-file=" + failing);
  }

  /** One that does not give the pages that are spoilt; see {@link #spoil}. */
  static NetworkBlock withBadBlocks(Path work) throws IOException {
    Path image = work.resolve("block.image");
    Programs.run("truncate", "-s", SIZE, image.toString());
    String isBad =
        "for b in $(cat '%s' 2>/dev/null); do if [ $4 -lt $((b + 4096)) ]"
            + " && [ $(($4 + $3)) -gt $b ]; then echo EIO bad block >&2; exit 1; fi; done; ";
    return serve(
        work,
        "eval",
        "get_size=echo " + SIZE,
        "pread="
            + isBad.formatted(work.resolve("block.bad"))
            + "dd if='"
            + image
            + "' iflag=skip_bytes,count_bytes skip=$4 count=$3 status=none",
        "pwrite=dd of='" + image + "' conv=notrunc oflag=seek_bytes seek=$4 status=none");
  }

  /** The page at that byte is not given any more. */
  void spoil(long at) throws IOException {
    Files.writeString(device.resolveSibling("block.bad"), at + "\n");
  }

  /** Every page is given again. */
  void heal() throws IOException {
    Files.delete(device.resolveSibling("block.bad"));
  }

  private static NetworkBlock serve(Path work, String... plugin) throws IOException {
    Path socket = work.resolve("block.socket");
    Path device = Files.createFile(work.resolve("block"));
    List<String> command = new ArrayList<>(List.of("nbdkit", "-f", "-U", socket.toString()));
    command.addAll(List.of(plugin));
    Process server = start(command.toArray(String[]::new));
    await(() -> Files.exists(socket));
    Process fuse = start("nbdfuse", device.toString(), "nbd+unix://?socket=" + socket);
    await(() -> Files.size(device) > 0);
    return new NetworkBlock(server, fuse, device);
  }

  private static Process start(String... command) throws IOException {
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static void await(java.util.concurrent.Callable<Boolean> condition) {
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(condition);
  }

  Path device() {
    return device;
  }

  @Override
  public void close() throws Exception {
    Programs.run("umount", device.toString());
    fuse.waitFor(10, TimeUnit.SECONDS);
    fuse.destroyForcibly();
    server.destroy();
    server.waitFor(10, TimeUnit.SECONDS);
  }
}
