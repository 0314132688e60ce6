package fr.anima.hub.eventlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.wire.ClockQuality;
import fr.anima.wire.Stamp;
import fr.anima.wire.StationId;
import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeenSequencesTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void it_knows_exactly_what_a_set_knows(long seed) {
    Random random = new Random(seed);
    Set<Long> oracle = new HashSet<>();
    SeenSequences seen = SeenSequences.NONE;

    for (int i = 0; i < 3_000; i++) {
      long sequence = 5L * SeenSequences.STRETCH + random.nextInt(SeenSequences.STRETCH);
      assertEquals(oracle.contains(sequence), seen.contains(sequence));
      oracle.add(sequence);
      seen = SeenSequences.decode(seen.with(sequence).encode());
    }

    for (long n = 4L * SeenSequences.STRETCH; n < 7L * SeenSequences.STRETCH; n++) {
      assertEquals(oracle.contains(n), seen.contains(n), "number " + n);
    }
  }

  @Test
  void numbers_in_a_row_are_one_range_whatever_their_order() {
    SeenSequences seen = SeenSequences.NONE;

    for (long sequence : new long[] {3, 1, 2, 5, 4, 3}) {
      seen = seen.with(sequence);
    }

    assertEquals("[1..5]", seen.toString());
    assertEquals(2, seen.encode().length);
  }

  @Test
  void the_largest_numbers_survive_a_store() {
    long largest = 1L << 53;

    SeenSequences seen = SeenSequences.decode(SeenSequences.NONE.with(largest).encode());

    assertTrue(seen.contains(largest));
    assertFalse(seen.contains(largest - 1));
  }

  @Test
  void a_value_with_the_most_gaps_stays_small() {
    SeenSequences seen = SeenSequences.NONE;

    for (long n = SeenSequences.STRETCH * 1_000L; n < SeenSequences.STRETCH * 1_001L; n += 2) {
      seen = seen.with(n);
    }

    assertEquals(SeenSequences.STRETCH / 2, seen.ranges());
    assertTrue(seen.encode().length <= SeenSequences.STRETCH + 8);
  }

  @Test
  void two_boots_and_two_stretches_have_values_of_their_own() {
    Set<String> keys =
        Set.of(
            SeenSequences.key(stamp(1, 1)),
            SeenSequences.key(stamp(2, 1)),
            SeenSequences.key(stamp(1, 1L + SeenSequences.STRETCH)));

    assertEquals(3, keys.size());
  }

  private static Stamp stamp(long boot, long sequence) {
    return new Stamp(
        new StationId("goat-barn"), boot, sequence, Instant.EPOCH, ClockQuality.SYNCED);
  }
}
