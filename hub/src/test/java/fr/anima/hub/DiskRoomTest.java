package fr.anima.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fr.anima.hub.DiskRoom.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiskRoomTest {
  @ParameterizedTest(name = "{0} of {1} MiB free: {2}")
  @CsvSource({
    // A card of 32 GB: the fixed bounds are less than its shares.
    "1024, 30000, ENOUGH",
    "1023, 30000, LOW",
    "512, 30000, LOW",
    "511, 30000, FULL",
    // A small disk: its shares are.
    "200, 2000, ENOUGH",
    "199, 2000, LOW",
    "100, 2000, LOW",
    "99, 2000, FULL",
    "0, 2000, FULL",
  })
  void the_lesser_of_a_share_and_a_fixed_bound_decides(int usable, int total, Level expected) {
    assertEquals(expected, Level.of((long) usable << 20, (long) total << 20, Level.ENOUGH));
  }

  @Test
  void what_was_full_needs_some_more_room_to_go_on() {
    assertEquals(Level.FULL, Level.of(119L << 20, 2000L << 20, Level.FULL));
    assertEquals(Level.LOW, Level.of(120L << 20, 2000L << 20, Level.FULL));
  }
}
