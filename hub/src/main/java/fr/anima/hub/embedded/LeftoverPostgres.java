package fr.anima.hub.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A PostgreSQL that outlived the hub that started it, because that hub was killed. */
final class LeftoverPostgres {
  private static final Logger LOG = LoggerFactory.getLogger(LeftoverPostgres.class);

  /** Ask it to disconnect everybody and stop; then to stop at once, and recover at next start. */
  private static final List<String> SIGNALS = List.of("INT", "QUIT", "KILL");

  private static final int SECONDS_PER_SIGNAL = 4;

  private static final String PID_FILE = "postmaster.pid";

  private LeftoverPostgres() {}

  /**
   * Stops the server that runs on these files, if any, and forgets it. Blocks, usually for less
   * than a second.
   *
   * @throws IOException when it does not stop
   */
  static void stop(Path cluster) throws IOException {
    stopServer(cluster);
    if (!isWorkedIn(cluster)) {
      Files.deleteIfExists(cluster.resolve(PID_FILE));
    }
  }

  /**
   * PostgreSQL does not start while the process that its pid file names is alive, be it what it
   * may: after a power cut the number soon belongs to another, after a kill to one that nobody
   * buried. Its own processes all work in the directory of the files.
   */
  private static boolean isWorkedIn(Path cluster) {
    return ProcessHandle.allProcesses().anyMatch(it -> worksIn(it, cluster));
  }

  private static boolean worksIn(ProcessHandle process, Path cluster) {
    try {
      Path directory = Path.of("/proc", Long.toString(process.pid()), "cwd");
      return Files.isSameFile(directory, cluster);
    } catch (IOException goneOrForeign) {
      return false;
    }
  }

  private static void stopServer(Path cluster) throws IOException {
    Optional<ProcessHandle> leftover = find(cluster);
    if (leftover.isEmpty()) {
      return;
    }
    ProcessHandle server = leftover.get();
    LOG.info("stopping a database left running by a killed hub pid={}", server.pid());
    for (String signal : SIGNALS) {
      send(signal, server.pid());
      if (gone(server)) {
        return;
      }
    }
    throw new IOException(
        "a PostgreSQL with process id "
            + server.pid()
            + " still uses "
            + cluster
            + ": stop it and start again");
  }

  /** The process named in the pid file, if it is alive and really a server on these files. */
  private static Optional<ProcessHandle> find(Path cluster) throws IOException {
    Path pidFile = cluster.resolve(PID_FILE);
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(pidFile);
    if (lines.isEmpty() || !lines.get(0).trim().matches("[0-9]{1,9}")) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(lines.get(0).trim()))
        .filter(ProcessHandle::isAlive)
        .filter(it -> runsOn(it, cluster));
  }

  private static boolean runsOn(ProcessHandle process, Path cluster) {
    try {
      String line =
          Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"))
              .replace('\0', ' ');
      return line.contains("postgres") && line.contains(cluster.toString());
    } catch (IOException gone) {
      return false;
    }
  }

  private static void send(String signal, long pid) throws IOException {
    new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static boolean gone(ProcessHandle process) throws IOException {
    try {
      process.onExit().get(SECONDS_PER_SIGNAL, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException stillThere) {
      return false;
    } catch (ExecutionException why) {
      throw new IOException("cannot wait for process " + process.pid(), why);
    } catch (InterruptedException why) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a leftover database was stopping", why);
    }
  }
}
