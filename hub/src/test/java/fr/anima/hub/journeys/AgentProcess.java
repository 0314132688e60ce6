package fr.anima.hub.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The real agent, in a process of its own, playing recordings until the hub has everything. */
final class AgentProcess {
  private AgentProcess() {}

  /** Writes a station.toml with those sensors and runs the agent until all is acknowledged. */
  static void play(Path folder, HubProcess hub, String station, String kind, String sensors)
      throws IOException, InterruptedException {
    String key = hub.addStation(station, kind, station);
    Path home = Files.createDirectories(folder.resolve(station));
    Path toml = home.resolve("station.toml");
    Files.writeString(
        toml,
        """
        station = "%s"
        kind = "%s"
        hub = "tcp://127.0.0.1:%d"
        key = "%s"
        clock = "trusted"

        [spool]
        directory = "%s"

        %s"""
            .formatted(station, kind, hub.mqttPort(), key, home.resolve("spool"), sensors));
    Process agent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-XX:+UseSerialGC",
                "-cp",
                libraries() + "/*",
                "fr.anima.edge.Agent",
                "run",
                toml.toString(),
                "--until-sent")
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("agent.log").toFile())
            .start();
    boolean ended = agent.waitFor(90, TimeUnit.SECONDS);
    if (!ended) {
      agent.destroyForcibly();
    }
    String log = Files.readString(home.resolve("agent.log"));
    assertTrue(ended, "the agent of " + station + " did not end:\n" + log);
    assertEquals(0, agent.exitValue(), log);
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
