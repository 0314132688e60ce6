package fr.anima.hub.history.influx;

import static fr.anima.hub.database.TestDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.database.TestDatabase;
import fr.anima.hub.history.Bucket;
import fr.anima.hub.history.Point;
import fr.anima.hub.history.SeriesStore.SeriesField;
import fr.anima.hub.history.Step;
import fr.anima.hub.history.TestRules;
import fr.anima.hub.history.TimeRange;
import fr.anima.hub.history.Total;
import fr.anima.hub.history.influx.Stretch.Source;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DayStripTest {
  private static final Instant DAY = Instant.parse("2026-11-22T00:00:00Z");
  private static final SeriesField FIELD = new SeriesField("passers", "street", "in");

  @TempDir Path folder;

  @Test
  void hours_of_a_day_are_one_line_with_an_empty_cell_where_nothing_was_measured() {
    List<String> lines =
        DayStrip.lines(
            new DayStrip.Strip("passers", new Source("street", "pi"), "in"),
            List.of(
                new Bucket(at(1), 9, 9, 9, 9),
                new Bucket(at(23), 1, 7, 7, 7),
                new Bucket(at(48), 1, 6, 6, 6)),
            List.of(new Bucket(at(1), 2, -0.5, 3, 1.25), new Bucket(at(24), 1, 8, 8, 8)));

    assertEquals(2, lines.size());
    assertTrue(lines.get(0).startsWith("passers_24x1h,field=in,station=pi,subject=street "));
    assertTrue(lines.get(0).contains("count=\",2" + ",".repeat(22) + "1\""), lines.get(0));
    assertTrue(lines.get(0).contains("mean=\",1.25" + ",".repeat(22) + "7.0\""), lines.get(0));
    assertTrue(lines.get(1).contains("count=\"1" + ",".repeat(23) + "\""), lines.get(1));
  }

  @Test
  void a_row_is_read_as_the_hours_that_were_measured() {
    String gap = ",".repeat(22);
    Object[] wide = {
      InfluxQl.nanos(DAY),
      ",2" + gap + "1",
      ",-0.5" + gap + "7.0",
      ",3.0" + gap + "7.0",
      ",1.25" + gap + "7.0"
    };
    Object[] narrow = {InfluxQl.nanos(DAY), ",2" + gap + "1", ",1.25" + gap + "7.0"};

    assertEquals(
        List.of(new Bucket(at(1), 2, -0.5, 3, 1.25), new Bucket(at(23), 1, 7, 7, 7)),
        InfluxLayout.buckets(wide));
    assertEquals(
        List.of(new Total(at(1), 2, 2.5), new Total(at(23), 1, 7)), InfluxLayout.totals(narrow));
  }

  /** Each hour had a row of its own once: those stay where they are, and count. */
  @Test
  void hours_that_were_kept_in_rows_of_their_own_are_still_read_until_they_are_summed_anew() {
    try (InfluxServer server = InfluxServer.start(folder.resolve("influx"));
        InfluxConnection influx = new InfluxConnection(server.config("anima"));
        InfluxSeriesStore store =
            new InfluxSeriesStore(
                TestDatabase.vertx(),
                server.config("anima"),
                TestRules.at(TestRules.NOW),
                TestRules.keepingAll(TestRules.NOW).retention())) {
      await(store.answers());
      influx.greet();
      influx.write(Shelf.ROLL_UPS, List.of(before(9, 5), before(10, 6), before(11, 7)));

      await(store.write(List.of(point(1, at(10), 4), point(2, at(12), 8))));

      TimeRange hours = new TimeRange(at(10), at(13));
      List<Total> now = List.of(new Total(at(10), 1, 4), total(11, 7), total(12, 8));
      assertEquals(Map.of(FIELD, now), await(store.totals("passers", hours, Step.HOUR)));
      assertEquals(
          now.stream().map(Total::sum).toList(),
          await(store.buckets(FIELD, hours, Step.HOUR)).stream().map(Bucket::max).toList());
    }
  }

  private static String before(int hour, int value) {
    return "passers_1h,field=in,station=pi,subject=street count=1i,min=%1$d,max=%1$d,mean=%1$d %2$d"
        .formatted(value, InfluxQl.nanos(at(hour)));
  }

  private static Point point(long sequence, Instant at, double value) {
    return new Point(
        "passers",
        "street",
        at,
        at,
        new Point.Identity("pi", 1, sequence),
        false,
        Map.of("in", value));
  }

  private static Total total(int hour, double sum) {
    return new Total(at(hour), 1, sum);
  }

  private static Instant at(int hour) {
    return DAY.plusSeconds(hour * 3600L);
  }
}
