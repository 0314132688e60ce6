package fr.anima.edge.configuration;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.pi4j.plugin.mock.provider.i2c.MockI2CProvider;
import fr.anima.edge.InMemory;
import fr.anima.edge.clock.MachineTime;
import fr.anima.edge.sensors.I2cBus;
import fr.anima.edge.sensors.MockPins;
import fr.anima.wire.Fuzzing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stands in {@code station.toml}: a station, or a list of what is wrong. */
public final class StationFileFuzzTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final StationFile STATIONS =
      new StationFile(
          new MachineTime(InstantSource.fixed(NOW), () -> 0, Path.of("/none")),
          new I2cBus(MockI2CProvider::newInstance),
          new MockPins().pins);

  private static final int MOST_BYTES = 8 << 20; // a parser's tree, made once, at the start

  private static final String STATION =
      """
      station = "goat-barn"
      kind = "bike"
      hub = "tcp://127.0.0.1:1883"
      key = "s3cret"
      [spool]
      directory = "spool"
      """;

  private static final List<String> ODD =
      List.of(
          "station = 'x'\n[[sensor]]\nname = \"\"\"a\"\"\"\ntype = 1979-05-27T07:32:00Z\n",
          "a = [[[[[[1, 2.5e9, inf, nan, 0x7f]]]]]]\nb.c.d = { e = true }\n",
          "[[\"found\\E\"]]\n");

  @TempDir(factory = InMemory.class)
  Path work;

  /** Jazzer's way in. */
  public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
    Path file = Files.write(Fuzzing.folder().resolve("station.toml"), bytes);
    try {
      STATIONS.read(file);
    } catch (ConfigException told) {
      assertTrue(String.valueOf(told.getMessage()).startsWith("station.toml:"), told.getMessage());
    }
  }

  @Test
  void no_file_makes_the_reader_stumble() throws Exception {
    List<byte[]> seeds = new ArrayList<>();
    seeds.add(STATION.getBytes(StandardCharsets.UTF_8));
    for (String odd : ODD) {
      seeds.add(odd.getBytes(StandardCharsets.UTF_8));
    }
    String example = Files.readString(Path.of("station.example.toml"));
    String all = example.replaceAll("(?m)^# ?(?=[\\[a-z])", "");
    Pattern.compile("(?m)(?=^\\[\\[sensor]])")
        .splitAsStream(all)
        .forEach(it -> seeds.add((STATION + it).getBytes(StandardCharsets.UTF_8)));
    new Fuzzing(
            StationFileFuzzTest.class, "fr.anima.edge.configuration.**:org.tomlj.**", MOST_BYTES)
        .run(work, seeds, StationFileFuzzTest::fuzzerTestOneInput, 800, 1_500);
  }
}
