package fr.anima.hub.bikes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.eventlog.Arrival;
import fr.anima.hub.eventlog.Topics;
import fr.anima.hub.fixtures.Outages;
import fr.anima.hub.fixtures.Outages.Taken;
import fr.anima.hub.fixtures.Said;
import fr.anima.hub.fixtures.StreamRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ten days of fixes of a bike that is cut off: what comes behind the present decides nothing. */
class LateFixesTest {
  private static final Instant BEGIN = Instant.parse("2027-06-01T00:00:00Z");
  private static final int FIXES = 10 * 480;

  /** One seed; ten with {@code -Danima.long=true}. */
  static LongStream seeds() {
    return LongStream.range(31, Boolean.getBoolean("anima.long") ? 41 : 32);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void ten_days_shuffled_by_outages_moves_a_bike_as_its_newest_fixes_alone_would(long seed) {
    Random random = new Random(seed);
    List<Taken> taken =
        Outages.taken(
            measured(random),
            Outages.random(BEGIN, BEGIN.plus(Duration.ofDays(7)), 12, random),
            random);
    List<Taken> all = Outages.together(List.of(taken));

    List<Motion> motions = motions(all);

    assertEquals(motions(newest(all)), motions);
    assertTrue(newest(all).size() < all.size() - 200, "ten days with a backlog in it");
    assertTrue(motions.size() > 10, "ten days with motion in it: " + motions.size());
  }

  private static List<Motion> motions(List<Taken> all) {
    try (StreamRun<Motion> run =
        new StreamRun<>(new MotionTopology(), Topics.POSITIONS, Motion.TOPIC)) {
      all.forEach(it -> run.arrives("bike-1", it.arrival().message(), it.at()));
      assertEquals(0, run.dropped());
      return run.out();
    }
  }

  /** Those of which, when they came, none measured later was known. */
  private static List<Taken> newest(List<Taken> all) {
    List<Taken> newest = new ArrayList<>();
    Instant known = Instant.EPOCH;
    for (Taken each : all) {
      Instant at = each.arrival().message().measuredAt();
      if (at.isAfter(known)) {
        newest.add(each);
        known = at;
      }
    }
    return newest;
  }

  /** A fix every three minutes: some hours on the way, some hours at a door. */
  private static List<Arrival> measured(Random random) {
    List<Arrival> measured = new ArrayList<>();
    double latitude = 50.95;
    boolean moves = false;
    for (int i = 0; i < FIXES; i++) {
      moves = random.nextInt(60) == 0 ? !moves : moves;
      latitude += moves ? (random.nextDouble() - 0.5) * 0.02 : 0;
      Said said = Said.by("gps").number(i + 1L).at(BEGIN.plusSeconds(180L * i));
      measured.add(new Arrival("bike-1", said.fix(latitude, 1.85)));
    }
    return measured;
  }
}
