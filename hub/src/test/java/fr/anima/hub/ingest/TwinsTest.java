package fr.anima.hub.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.wire.StationId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TwinsTest {
  private static final StationId BARN = new StationId("barn");
  private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

  private final Twins twins = new Twins();

  @Test
  void two_that_turn_each_other_out_are_told_of_with_their_addresses() {
    assertEquals("", out("10.0.0.5", 0));
    assertEquals("", out("10.0.0.9", 2));
    assertEquals("", out("10.0.0.5", 4));

    String told = out("10.0.0.9", 6);

    assertTrue(told.contains("4 times") && told.contains("10.0.0.5 and 10.0.0.9"), told);
  }

  @Test
  void it_is_told_again_only_after_ten_minutes() {
    for (int second = 0; second < 600; second += 2) {
      assertEquals(second == 6, !out("10.0.0.5", second).isEmpty(), "second " + second);
    }
    assertTrue(!out("10.0.0.5", 606).isEmpty());
  }

  @Test
  void a_station_that_comes_back_now_and_then_is_one() {
    for (int minute = 0; minute < 60; minute++) {
      assertEquals("", out("10.0.0.5", minute * 21));
    }
  }

  @Test
  void one_stations_trouble_is_not_anothers() {
    for (int i = 0; i < 3; i++) {
      assertEquals("", out("10.0.0.5", i));
      assertEquals("", twins.turnedOut(new StationId("shed"), "10.0.0.6", NOON.plusSeconds(i)));
    }
  }

  private String out(String address, int second) {
    return twins.turnedOut(BARN, address, NOON.plusSeconds(second));
  }
}
