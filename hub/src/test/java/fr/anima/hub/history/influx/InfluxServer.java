package fr.anima.hub.history.influx;

import fr.anima.wire.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Debian's influxd, 1.6.7, on a free port of this machine only, with its files in a folder. */
public final class InfluxServer implements AutoCloseable {
  private static final int MOST_TRIES = 600;
  private static final int MILLIS_BETWEEN_TRIES = 50;

  private final Path folder;
  private final int port;
  private Process process;

  private InfluxServer(Path folder, int port) throws IOException {
    this.folder = folder;
    this.port = port;
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("influxdb.conf"), settings(folder, port));
    this.process = launch();
  }

  /** Starts one on an empty folder; skips the test, aloud, where influxd is not installed. */
  public static InfluxServer start(Path folder) {
    boolean installed =
        Stream.of(System.getenv("PATH").split(":", -1))
            .anyMatch(it -> Files.isExecutable(Path.of(it, "influxd")));
    if (!installed) {
      System.out.println("SKIPPED, no influxd: apt-get install influxdb, as deploy/verify does");
      Assumptions.abort("no influxd: apt-get install influxdb");
    }
    try {
      InfluxServer server = new InfluxServer(folder, FreePort.any());
      Runtime.getRuntime().addShutdownHook(new Thread(server.process::destroyForcibly));
      server.untilItAnswers();
      return server;
    } catch (IOException why) {
      throw new UncheckedIOException(why);
    }
  }

  /** As a hub would be told. */
  public InfluxConfig config(String database) {
    return new InfluxConfig(
        URI.create("http://127.0.0.1:" + port), database, Optional.empty(), "anima");
  }

  /** Answers from now on that nobody is there. */
  public void stop() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException why) {
      Thread.currentThread().interrupt();
    }
  }

  /** It hangs: "STOP"; or goes on: "CONT". */
  public void signal(String signal) throws IOException {
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
  }

  /** Comes back with everything it had. */
  public void comeBack() {
    try {
      process = launch();
    } catch (IOException why) {
      throw new UncheckedIOException(why);
    }
    untilItAnswers();
  }

  @Override
  public void close() {
    stop();
  }

  private Process launch() throws IOException {
    return new ProcessBuilder("influxd", "-config", folder.resolve("influxdb.conf").toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
        .start();
  }

  private void untilItAnswers() {
    HttpRequest ping =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/ping"))
            .timeout(Duration.ofSeconds(2))
            .build();
    try {
      for (int tries = 0; tries < MOST_TRIES; tries++) {
        if (answers(ping)) {
          return;
        }
        if (process.waitFor(MILLIS_BETWEEN_TRIES, TimeUnit.MILLISECONDS)) {
          throw new AssertionError("influxd ended, its log is in " + folder);
        }
      }
    } catch (InterruptedException why) {
      Thread.currentThread().interrupt();
    }
    throw new AssertionError("influxd does not answer, its log is in " + folder);
  }

  private static boolean answers(HttpRequest ping) throws InterruptedException {
    try {
      return HttpClient.newHttpClient()
              .send(ping, HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 204;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static String settings(Path folder, int port) throws IOException {
    return """
        reporting-disabled = true
        bind-address = "127.0.0.1:%d"
        [meta]
        dir = "%s/meta"
        [data]
        dir = "%s/data"
        wal-dir = "%s/wal"
        query-log-enabled = false
        [monitor]
        store-enabled = false
        [subscriber]
        enabled = false
        [continuous_queries]
        enabled = false
        [http]
        bind-address = "127.0.0.1:%d"
        log-enabled = false
        """
        .formatted(FreePort.any(), folder, folder, folder, port);
  }
}
