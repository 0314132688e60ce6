package fr.anima.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.edge.clock.MachineTime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentTest {
  private static final MachineTime NOW =
      new MachineTime(
          InstantSource.fixed(Instant.parse("2026-11-23T10:00:00Z")), () -> 0, Path.of("/none"));
  private static final String STATION =
      """
      station = "goat-barn"
      kind = "enclosure"
      hub = "tcp://127.0.0.1:1883"
      key = "secret"
      [spool]
      directory = "spool"
      """;
  private static final String SENSOR =
      """
      [[sensor]]
      name = "climate"
      type = "simulated"
      quantity.temperature = { mean = 18 }
      """;

  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Agent agent = new Agent(new PrintStream(out), new PrintStream(err), NOW);

  @Test
  void check_tells_mistakes_and_ends_with_two() throws Exception {
    int status = agent.run("check", station(STATION));

    assertEquals(2, status);
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("[[sensor]] is missing"));
  }

  @Test
  void check_of_the_file_alone_says_what_it_is() throws Exception {
    int status = agent.run("check", "--file-only", station(STATION + SENSOR));

    assertEquals(0, status);
    assertTrue(out.toString(StandardCharsets.UTF_8).contains("no mistakes: goat-barn, enclosure"));
  }

  @Test
  void words_that_are_no_command_end_with_two_and_the_usage() throws Exception {
    assertEquals(2, agent.run("check", station(STATION + SENSOR), "--until-sent"));
    assertEquals(2, agent.run());

    assertTrue(err.toString(StandardCharsets.UTF_8).contains("anima-edge run station.toml"));
  }

  @Test
  void it_says_its_version() throws Exception {
    assertEquals(0, agent.run("--version"));

    assertTrue(out.toString(StandardCharsets.UTF_8).startsWith("anima-edge "));
  }

  private String station(String toml) throws IOException {
    return Files.writeString(folder.resolve("station.toml"), toml).toString();
  }
}
