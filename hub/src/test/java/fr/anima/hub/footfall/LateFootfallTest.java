package fr.anima.hub.footfall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.eventlog.Arrival;
import fr.anima.hub.eventlog.Topics;
import fr.anima.hub.fixtures.Outages;
import fr.anima.hub.fixtures.Outages.Taken;
import fr.anima.hub.fixtures.Said;
import fr.anima.hub.fixtures.StreamRun;
import fr.anima.wire.FootfallCount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A month of counts in the order in which stations that are cut off deliver them. */
class LateFootfallTest {
  private static final Instant BEGIN = Instant.parse("2027-03-10T00:00:00Z");
  private static final int QUARTERS = 30 * 96;
  private static final Instant END = BEGIN.plus(Duration.ofDays(30));

  /** One month; ten with {@code -Danima.long=true}. */
  static LongStream seeds() {
    return LongStream.range(11, Boolean.getBoolean("anima.long") ? 21 : 12);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void a_month_shuffled_by_outages_ends_in_the_right_hours_at_once(long seed) {
    Random random = new Random(seed);
    List<List<Arrival>> measured = measured(random);
    Map<String, String> told = new TreeMap<>();
    int corrections = 0;
    try (StreamRun<HourTotal> run =
        new StreamRun<>(new FootfallTopology(), Topics.FOOTFALL, HourTotal.TOPIC)) {
      for (Taken each : shuffled(measured, random)) {
        run.arrives(each.arrival().place(), each.arrival().message(), each.at());
        // Asked after each message and with no time passing: nothing waits for a next one.
        for (HourTotal total : run.out()) {
          boolean closed = each.at().isAfter(total.start().plusSeconds(7_200));
          corrections += closed ? 1 : 0;
          told.put(total.key(), total.in() + " " + total.out() + " " + total.measuredMillis());
        }
      }

      assertEquals(0, run.dropped());
    }

    assertEquals(recomputed(measured), told);
    assertTrue(corrections > 500, "hours corrected after they were over: " + corrections);
  }

  private static List<Taken> shuffled(List<List<Arrival>> measured, Random random) {
    List<List<Taken>> stations = new ArrayList<>();
    for (List<Arrival> each : measured) {
      stations.add(Outages.taken(each, Outages.random(BEGIN, END, 6, random), random));
    }
    return Outages.together(stations);
  }

  /** Four stations at two counters, a count each quarter of an hour. */
  private static List<List<Arrival>> measured(Random random) {
    List<List<Arrival>> stations = new ArrayList<>();
    for (int station = 0; station < 4; station++) {
      List<Arrival> measured = new ArrayList<>();
      for (int quarter = 0; quarter < QUARTERS; quarter++) {
        Instant from = BEGIN.plusSeconds(900L * quarter);
        Said said = Said.by("pi-" + station).number(quarter + 1L).at(from.plusSeconds(900));
        measured.add(
            new Arrival(
                station % 2 == 0 ? "royale" : "theatre",
                said.counted(from, random.nextInt(50), random.nextInt(50))));
      }
      stations.add(measured);
    }
    return stations;
  }

  /** Sums per counter and hour of what was measured, as if it had come in order and once. */
  private static Map<String, String> recomputed(List<List<Arrival>> measured) {
    Map<String, long[]> sums = new TreeMap<>();
    for (List<Arrival> station : measured) {
      for (Arrival arrival : station) {
        FootfallCount count = (FootfallCount) arrival.message();
        Instant hour =
            Instant.ofEpochSecond(Math.floorDiv(count.from().getEpochSecond(), 3_600L) * 3_600);
        long[] sum = sums.computeIfAbsent(arrival.place() + "|" + hour, it -> new long[3]);
        sum[0] += count.in();
        sum[1] += count.out();
        sum[2] += 900_000;
      }
    }
    Map<String, String> told = new TreeMap<>();
    sums.forEach((key, it) -> told.put(key, it[0] + " " + it[1] + " " + it[2]));
    return told;
  }
}
