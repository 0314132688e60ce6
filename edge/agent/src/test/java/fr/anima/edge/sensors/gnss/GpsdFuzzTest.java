package fr.anima.edge.sensors.gnss;

import fr.anima.edge.sensors.Sample;
import fr.anima.wire.Fuzzing;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever gpsd's port says: no exception, and no position that cannot be. */
public final class GpsdFuzzTest {
  private static final Instant LATEST = Instant.parse("2026-11-24T10:00:00Z");
  private static final FixDates DATES = FixDates.ofLive(() -> LATEST);
  private static final int MOST_BYTES = 256 * 1024;

  @TempDir Path work;

  private static final List<String> SEEDS =
      List.of(
          GpsdStub.VERSION + "\n" + GpsdStub.tpv("2026-11-23T12:00:00.000Z"),
          "{\"class\":\"TPV\",\"mode\":3,\"status\":2,\"time\":\"2007-04-09T12:00:00.000Z\","
              + "\"lat\":-89.999999999,\"lon\":-180.0,\"altMSL\":12.3,\"track\":359.9,\"eph\":5.1,"
              + "\"speed\":5.1}\n",
          "{\"class\":\"SKY\",\"hdop\":0.84,\"uSat\":11,\"satellites\":[{\"PRN\":9,\"used\":true}]}\n"
              + GpsdStub.tpv("+999999999-12-31T23:59:59.999999999Z"),
          "{\"class\":\"DEVICES\",\"devices\":[]}\n{\"class\":\"ERROR\",\"message\":\"\\u0041\"}\n",
          "{\"class\":\"SKY\",\"hdop\":1e999,\"uSat\":-1e9}\n{\"class\":null,\"lat\":[[[[]]]]}\n");

  /** Jazzer's way in. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    List<Sample> fixes = new ArrayList<>();
    GpsdFixes reader = new GpsdFixes(DATES, 50);
    for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n", -1)) {
      GpsdReport.parse(line).map(reader::take).ifPresent(fixes::addAll);
    }
    Possible.assertAll(fixes, LATEST);
  }

  @Test
  void no_line_makes_the_reader_stumble_or_tell_the_impossible() throws Exception {
    List<byte[]> seeds = SEEDS.stream().map(it -> it.getBytes(StandardCharsets.UTF_8)).toList();
    new Fuzzing(GpsdFuzzTest.class, "fr.anima.edge.sensors.**", MOST_BYTES)
        .run(work, seeds, GpsdFuzzTest::fuzzerTestOneInput, 20_000, 140);
  }
}
