package fr.anima.hub.history;

import static fr.anima.hub.database.TestDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fr.anima.hub.database.Database;
import fr.anima.hub.database.TestDatabase;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PostgresSeriesStoreTest implements SeriesStoreSpecification {
  private static final Database DATABASE = TestDatabase.fresh();

  @Override
  public SeriesStore store() {
    return new PostgresSeriesStore(DATABASE);
  }

  @Test
  void writers_side_by_side_neither_die_nor_count_twice() {
    List<Point> same = new ArrayList<>();
    for (int i = 1; i <= 300; i++) {
      same.add(
          new Point(
              "conditions",
              "barn-" + i % 7,
              TEN.plusSeconds(i),
              TEN,
              new Point.Identity("pi", 1, i),
              false,
              Map.of("temperature", 1.0, "humidity", 2.0)));
    }

    List<Future<Void>> writers = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      writers.add(new PostgresSeriesStore(DATABASE).write(same));
    }
    await(Future.all(writers));

    var field = new SeriesStore.SeriesField("conditions", "barn-3", "humidity");
    assertEquals(
        same.stream().filter(it -> it.subject().equals("barn-3")).count(),
        await(store().buckets(field, THE_DAY, Step.HOUR)).get(0).count());
  }

  @Test
  void a_value_that_is_no_number_is_refused_before_it_is_written() {
    Point point =
        new Point(
            "conditions",
            "barn",
            TEN,
            TEN,
            new Point.Identity("pi", 1, 1),
            false,
            Map.of("temperature", Double.NaN));

    assertThrows(IllegalArgumentException.class, () -> store().write(List.of(point)));
  }
}
