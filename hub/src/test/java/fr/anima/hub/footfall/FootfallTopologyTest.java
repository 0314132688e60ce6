package fr.anima.hub.footfall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.eventlog.Arrival;
import fr.anima.hub.eventlog.Topics;
import fr.anima.hub.fixtures.Said;
import fr.anima.hub.fixtures.StreamRun;
import fr.anima.wire.FootfallCount;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FootfallTopologyTest {
  private static final Instant TEN = Instant.parse("2027-06-15T10:00:00Z");

  private final StreamRun<HourTotal> run =
      new StreamRun<>(new FootfallTopology(), Topics.FOOTFALL, HourTotal.TOPIC);

  @AfterEach
  void close() {
    run.close();
  }

  @Test
  void counts_of_an_hour_add_up() {
    arrives("royale", "pi-1", 1, 0, 300);
    Instant last = arrives("royale", "pi-1", 2, 300, 600);

    HourTotal total = royaleAtTen();

    assertEquals(new HourTotal("royale", TEN, 2, 4, 600_000, TEN.plusSeconds(600), last), total);
  }

  @Test
  void a_count_that_comes_again_is_counted_once() {
    arrives("royale", "pi-1", 1, 0, 300);
    arrives("royale", "pi-1", 2, 300, 600);
    arrives("royale", "pi-1", 1, 0, 300);
    arrives("royale", "pi-1", 2, 300, 600);

    assertEquals(2, run.out().size());
  }

  @Test
  void the_same_number_of_another_boot_is_another_count() {
    run.arrives("royale", Said.by("pi-1").boot(1).at(TEN.plusSeconds(60)).counted(TEN, 1, 0));
    run.arrives("royale", Said.by("pi-1").boot(2).at(TEN.plusSeconds(120)).counted(TEN, 1, 0));

    assertEquals(2, royaleAtTen().in());
  }

  @Test
  void an_interval_belongs_to_the_hour_in_which_it_starts() {
    arrives("royale", "pi-1", 1, 3540, 3900);

    Map<String, HourTotal> hours = run.latest();

    assertEquals(Set.of("royale|" + TEN), hours.keySet());
  }

  @Test
  void two_stations_at_one_counter_add_up_but_measure_no_more_than_the_hour() {
    for (int i = 0; i < 12; i++) {
      arrives("royale", "pi-1", i + 1, 300 * i, 300 * (i + 1));
      arrives("royale", "pi-2", i + 1, 300 * i, 300 * (i + 1));
    }

    HourTotal total = royaleAtTen();

    assertEquals(24, total.in());
    assertEquals(48, total.out());
    assertEquals(3600, total.measuredSeconds());
  }

  @Test
  void a_count_a_month_late_corrects_its_hour() {
    arrives("royale", "pi-1", 5000, 30 * 86_400, 30 * 86_400 + 300);
    arrives("royale", "pi-1", 1, 0, 300);

    assertEquals(1, royaleAtTen().in());
  }

  @ParameterizedTest
  @CsvSource({"2027-03-28,23", "2027-10-31,25"})
  void both_days_on_which_the_clocks_change_are_whole(LocalDate day, int hours) {
    ZoneId paris = ZoneId.of("Europe/Paris");
    Instant start = day.atStartOfDay(paris).toInstant();
    int quarters = hours * 4;
    for (int i = -8; i < quarters + 8; i++) {
      Instant from = start.plusSeconds(900L * i);
      Said said = Said.by("pi-1").number(i + 9).at(from.plusSeconds(900));
      run.arrives("royale", said.counted(from, 3, 1));
    }

    List<FootfallDay> days = FootfallDay.of(inOrder(run.latest()), paris);

    assertEquals(
        new FootfallDay(day, quarters * 3L, quarters, hours, 3600L * hours, 3600L * hours),
        days.stream().filter(it -> it.day().equals(day)).findFirst().orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void totals_equal_a_recomputation_from_the_raw_messages(long seed) {
    List<Arrival> arrivals = history(new Random(seed));

    arrivals.forEach(it -> run.arrives(it.place(), it.message()));

    Map<String, String> computed = new TreeMap<>();
    run.latest()
        .forEach(
            (key, it) -> computed.put(key, it.in() + " " + it.out() + " " + it.measuredSeconds()));
    assertEquals(recomputed(arrivals), computed);
    assertTrue(computed.size() > 20);
  }

  /** Plain sums over the messages, each once. */
  private static Map<String, String> recomputed(List<Arrival> arrivals) {
    Set<String> seen = new HashSet<>();
    Map<String, long[]> sums = new TreeMap<>();
    for (Arrival arrival : arrivals) {
      FootfallCount count = (FootfallCount) arrival.message();
      if (seen.add(count.station() + " " + count.stamp().boot() + " " + count.stamp().sequence())) {
        long hour = Math.floorDiv(count.from().getEpochSecond(), 3600L) * 3600;
        long[] sum =
            sums.computeIfAbsent(
                arrival.place() + "|" + Instant.ofEpochSecond(hour), it -> new long[3]);
        sum[0] += count.in();
        sum[1] += count.out();
        sum[2] += count.measuredAt().toEpochMilli() - count.from().toEpochMilli();
      }
    }
    Map<String, String> told = new TreeMap<>();
    sums.forEach(
        (key, it) -> told.put(key, it[0] + " " + it[1] + " " + Math.min(3600, it[2] / 1000)));
    return told;
  }

  /** Three stations at two counters for a day, in disorder, some of it twice or thrice. */
  private static List<Arrival> history(Random random) {
    List<Arrival> arrivals = new ArrayList<>();
    for (int station = 0; station < 3; station++) {
      Instant from = TEN;
      for (int number = 1; number <= 300; number++) {
        Instant until = from.plusMillis(60_000 + random.nextInt(400_000));
        Said said = Said.by("pi-" + station).boot(1 + number / 100).number(number).at(until);
        Arrival arrival =
            new Arrival(
                station == 0 ? "theatre" : "royale",
                said.counted(from, random.nextInt(40), random.nextInt(40)));
        for (int copies = random.nextInt(10) == 0 ? 3 : 1; copies > 0; copies--) {
          arrivals.add(arrival);
        }
        from = random.nextInt(20) == 0 ? until.plusSeconds(random.nextInt(5_000)) : until;
      }
    }
    Collections.shuffle(arrivals, random);
    return arrivals;
  }

  private Instant arrives(String counter, String station, int number, int from, int until) {
    return run.arrives(
        counter,
        Said.by(station)
            .number(number)
            .at(TEN.plusSeconds(until))
            .counted(TEN.plusSeconds(from), 1, 2));
  }

  private HourTotal royaleAtTen() {
    return Optional.ofNullable(run.latest().get("royale|" + TEN)).orElseThrow();
  }

  private static List<HourTotal> inOrder(Map<String, HourTotal> hours) {
    return new ArrayList<>(new TreeMap<>(hours).values());
  }
}
