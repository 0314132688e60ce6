package fr.anima.edge.spool;

import fr.anima.edge.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A block device that gives errors for as long as a certain file exists. */
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

  static NetworkBlock start(Path work, Path failing) throws IOException {
    Path socket = work.resolve("block.socket");
    Path device = Files.createFile(work.resolve("block"));
    Process server =
        start(
            "nbdkit",
            "-f",
            "-U",
            socket.toString(),
            "--filter=error",
            "memory",
            SIZE,
            "error-pwrite-rate=100%",
            "error-file=" + failing);
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
