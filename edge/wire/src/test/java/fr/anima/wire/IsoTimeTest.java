package fr.anima.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Times are read and written as Java does it, cut to the millisecond. */
class IsoTimeTest {
  private static final long SEED = 20261128;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-23T10:00:00Z",
        "2024-02-29T23:59:59.999Z",
        "1970-01-01T00:00:00Z",
        "0000-01-01T00:00:00.001Z",
        "9999-12-31T23:59:59.999Z",
        "-0001-12-31T23:59:59Z",
        "+10000-01-01T00:00:00Z",
        "1969-12-31T23:59:59.999999999Z",
        "2026-11-23T10:00:00.123456Z",
        "2026-11-23T24:00:00Z",
        "2016-12-31T23:59:60Z",
      })
  void a_time_is_what_java_reads_and_is_written_as_java_does(String text) {
    Instant read = IsoTime.read(text);
    assertEquals(byJava(text).orElseThrow(), read);
    assertEquals(read.toString(), IsoTime.write(read));
    assertEquals(read.toString(), IsoTime.write(Instant.parse(text)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-02-29T10:00:00Z", "2026-13-01T10:00:00Z", "2026-1a-01T10:00:00Z"})
  void what_is_no_day_is_no_time(String text) {
    assertThrows(DateTimeException.class, () -> IsoTime.read(text));
  }

  @Test
  void whatever_time_is_written_as_java_writes_it() {
    System.out.println("seed " + SEED);
    Random random = new Random(SEED);
    for (int round = 0; round < 20_000; round++) {
      long seconds = (long) (random.nextGaussian() * 100_000_000_000L);
      int nanos = random.nextInt(4) == 0 ? 0 : random.nextInt(1_000_000_000);
      Instant at = Instant.ofEpochSecond(seconds, nanos);
      assertEquals(at.truncatedTo(ChronoUnit.MILLIS).toString(), IsoTime.write(at));
    }
  }

  @Test
  void whatever_character_is_changed_it_reads_what_java_reads_or_refuses_what_java_refuses() {
    System.out.println("seed " + SEED);
    Random random = new Random(SEED);
    int times = 0;
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder("2026-11-23T10:00:00.250Z");
      for (int changes = 1 + random.nextInt(2); changes > 0; changes--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(4)) {
          case 0 -> text.setCharAt(at, (char) (' ' + random.nextInt(95)));
          case 1 -> text.deleteCharAt(at);
          default -> text.setCharAt(at, (char) ('0' + random.nextInt(10)));
        }
      }
      Optional<Instant> expected = byJava(text.toString());
      assertEquals(expected, byUs(text.toString()), text::toString);
      times += expected.isPresent() ? 1 : 0;
    }
    assertTrue(times > 1_000, times + " were times");
  }

  private static Optional<Instant> byJava(String text) {
    try {
      return Optional.of(Instant.parse(text).truncatedTo(ChronoUnit.MILLIS));
    } catch (DateTimeException none) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> byUs(String text) {
    try {
      return Optional.of(IsoTime.read(text));
    } catch (DateTimeException none) {
      return Optional.empty();
    }
  }
}
