package fr.anima.hub.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The real agent, in a process of its own, playing recordings until the hub has everything. */
record AgentProcess(Process process, Path file, Path log) implements AutoCloseable {
  /** Writes a station.toml with those sensors and starts the agent. */
  static AgentProcess start(Path folder, HubProcess hub, String station, String kind, String toml)
      throws IOException {
    String key = hub.addStation(station, kind, station);
    Path home = Files.createDirectories(folder.resolve(station));
    Path file = home.resolve("station.toml");
    Files.writeString(
        file,
        """
        station = "%s"
        kind = "%s"
        hub = "tcp://127.0.0.1:%d"
        key = "%s"
        clock = "trusted"

        [spool]
        directory = "%s"

        %s"""
            .formatted(station, kind, hub.mqttPort(), key, home.resolve("spool"), toml));
    return run(file, home.resolve("agent.log"));
  }

  private static AgentProcess run(Path file, Path log) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                libraries() + "/*",
                "fr.anima.edge.Agent",
                "run",
                file.toString(),
                "--until-sent")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    return new AgentProcess(process, file, log);
  }

  /** The same station again, with what it kept. */
  AgentProcess restart() throws IOException {
    return run(file, log);
  }

  /** Asks it to stop, as systemd does. */
  void stop() throws InterruptedException {
    process.destroy();
    assertTrue(process.waitFor(10, TimeUnit.SECONDS), "the agent does not stop");
  }

  /** Waits until the hub has acknowledged everything, and the agent has ended well. */
  void untilSent(Duration atMost) throws IOException, InterruptedException {
    boolean ended = process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
    if (!ended) {
      process.destroyForcibly();
    }
    String said = Files.readString(log);
    assertTrue(ended, "not all was sent within " + atMost + ":\n" + said);
    assertEquals(0, process.exitValue(), said);
  }

  /** Ends it, however the test went. */
  @Override
  public void close() {
    process.destroyForcibly();
  }

  private static Path libraries() {
    Path lib =
        Path.of("..", "edge", "agent", "target", "agent", "lib").toAbsolutePath().normalize();
    if (!Files.isDirectory(lib)) {
      throw new IllegalStateException("build edge/agent first: mvn package; missing " + lib);
    }
    return lib;
  }
}
