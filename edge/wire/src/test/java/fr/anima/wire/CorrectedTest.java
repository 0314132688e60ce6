package fr.anima.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was stamped before the time was known, as it leaves when it is. */
class CorrectedTest {
  private static final Duration OFFSET = Duration.ofDays(300).plusMillis(7);

  static Stream<Sample> golden() {
    return Sample.golden();
  }

  @ParameterizedTest
  @MethodSource("golden")
  void all_times_of_a_message_move_and_nothing_else_does(Sample sample) throws IOException {
    for (Decoded each : WireJson.decode(sample.topic(), sample.bytes())) {
      Message message = ((Decoded.Known) each).message();

      Message corrected = message.corrected(OFFSET);

      assertEquals(message.measuredAt().plus(OFFSET), corrected.measuredAt());
      assertEquals(synced(message), synced(corrected.corrected(OFFSET.negated())));
      assertEquals(ClockQuality.SYNCED, corrected.stamp().clock());
    }
  }

  @Test
  void an_interval_keeps_its_length() {
    Instant from = Instant.parse("2026-01-01T00:00:00Z");
    Stamp stamp =
        new Stamp(new StationId("gate"), 1, 1, from.plusSeconds(900), ClockQuality.ESTIMATED);

    FootfallCount corrected =
        (FootfallCount) new FootfallCount(stamp, from, 3, 1).corrected(OFFSET);

    assertEquals(from.plus(OFFSET), corrected.from());
    assertEquals(from.plusSeconds(900).plus(OFFSET), corrected.measuredAt());
  }

  @Test
  void a_time_that_cannot_be_is_refused() {
    Stamp stamp = new Stamp(new StationId("gate"), 1, 1, Instant.EPOCH, ClockQuality.ESTIMATED);

    assertThrows(WireException.class, () -> stamp.corrected(OFFSET.negated()));
  }

  @Test
  void the_hubs_time_is_read_as_it_is_written_and_anything_else_is_none() {
    Instant now = Instant.parse("2026-11-23T10:00:00.123Z");

    assertEquals(Optional.of(now), HubTime.ofWord(HubTime.word(now.plusNanos(456_789))));
    assertEquals(Optional.empty(), HubTime.ofWord("Mon Nov 23 10:00"));
    assertEquals(Optional.empty(), HubTime.ofWord(""));
  }

  private static String synced(Message message) {
    return new String(WireJson.encode(message), StandardCharsets.UTF_8)
        .replace("\"clock\":\"estimated\"", "\"clock\":\"synced\"");
  }
}
