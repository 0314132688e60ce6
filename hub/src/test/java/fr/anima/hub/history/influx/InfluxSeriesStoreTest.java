package fr.anima.hub.history.influx;

import fr.anima.hub.database.TestDatabase;
import fr.anima.hub.history.LateHistorySpecification;
import fr.anima.hub.history.SeriesStore;
import fr.anima.hub.history.SeriesStoreSpecification;
import fr.anima.hub.history.TestRules;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** What every history promises, on Debian's InfluxDB 1.6.7. */
@SuppressWarnings("NullAway.Init") // started before all
class InfluxSeriesStoreTest implements SeriesStoreSpecification, LateHistorySpecification {
  @TempDir static Path folder;
  private static InfluxServer server;
  private static InfluxSeriesStore store;

  @BeforeAll
  static void start() {
    server = InfluxServer.start(folder.resolve("influx"));
    store =
        new InfluxSeriesStore(
            TestDatabase.vertx(),
            server.config("anima"),
            TestRules.at(TestRules.NOW),
            TestRules.keepingAll(TestRules.NOW).retention());
  }

  @AfterAll
  static void stop() {
    if (store != null) {
      store.close();
      server.close();
    }
  }

  @Override
  public SeriesStore store() {
    return store;
  }
}
