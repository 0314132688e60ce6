package fr.anima.hub.history.postgres;

import static fr.anima.hub.database.TestDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fr.anima.hub.database.Database;
import fr.anima.hub.database.TestDatabase;
import fr.anima.hub.history.LateHistorySpecification;
import fr.anima.hub.history.Point;
import fr.anima.hub.history.SeriesStore;
import fr.anima.hub.history.SeriesStoreSpecification;
import fr.anima.hub.history.Step;
import fr.anima.hub.history.TestRules;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PostgresSeriesStoreTest implements SeriesStoreSpecification, LateHistorySpecification {
  private static final Database DATABASE = TestDatabase.fresh();

  @Override
  public SeriesStore store() {
    return new PostgresSeriesStore(DATABASE, TestRules.at(TestRules.NOW));
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

    List<Future<?>> writers = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      writers.add(new PostgresSeriesStore(DATABASE, TestRules.at(TestRules.NOW)).write(same));
    }
    await(Future.all(writers));

    var field = new SeriesStore.SeriesField("conditions", "barn-3", "humidity");
    assertEquals(
        same.stream().filter(it -> it.subject().equals("barn-3")).count(),
        await(store().buckets(field, THE_DAY, Step.HOUR)).get(0).count());
  }
}
