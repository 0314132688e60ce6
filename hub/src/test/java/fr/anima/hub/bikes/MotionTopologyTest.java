package fr.anima.hub.bikes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fr.anima.hub.bikes.Motion.Kind;
import fr.anima.hub.eventlog.Topics;
import fr.anima.hub.fixtures.Said;
import fr.anima.hub.fixtures.StreamRun;
import fr.anima.wire.Position;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MotionTopologyTest {
  private static final Instant TEN = Instant.parse("2026-11-23T10:00:00Z");

  private final StreamRun<Motion> run =
      new StreamRun<>(new MotionTopology(), Topics.POSITIONS, Motion.TOPIC);

  @AfterEach
  void close() {
    run.close();
  }

  @Test
  void a_bike_that_stops_is_announced_once_with_the_time_it_stopped() {
    for (int i = 1; i <= 40; i++) {
      run.arrives("bike-1", standing("gps-1", i));
      run.arrives("bike-1", standing("gps-1", i));
    }

    List<Motion> motions = run.out();
    assertEquals(List.of(Kind.UNKNOWN, Kind.STANDING), kinds(motions));
    assertEquals(TEN.plusSeconds(5), motions.get(1).since());
    assertEquals("bike-1", motions.get(1).bike());
  }

  @Test
  void a_replaced_station_goes_on_where_the_old_one_stopped() {
    for (int i = 1; i <= 15; i++) {
      run.arrives("bike-1", standing("gps-old", i));
    }
    for (int i = 16; i <= 30; i++) {
      run.arrives("bike-1", standing("gps-new", i));
    }

    assertEquals(List.of(Kind.UNKNOWN, Kind.STANDING), kinds(run.out()));
  }

  @Test
  void a_backlog_that_arrives_late_does_not_set_a_standing_bike_in_motion() {
    for (int i = 101; i <= 140; i++) {
      run.arrives("bike-1", standing("gps-1", i));
    }
    for (int i = 1; i <= 100; i++) {
      run.arrives(
          "bike-1",
          Said.by("gps-1").number(i).at(TEN.plusSeconds(5L * i)).fix(50.90 + i * 0.001, 1.85));
    }

    assertEquals(List.of(Kind.UNKNOWN, Kind.STANDING), kinds(run.out()));
  }

  private static Position standing(String station, int number) {
    return Said.by(station).number(number).at(TEN.plusSeconds(5L * number)).fix(50.9581, 1.853);
  }

  private static List<Kind> kinds(List<Motion> motions) {
    return motions.stream().map(Motion::motion).toList();
  }
}
