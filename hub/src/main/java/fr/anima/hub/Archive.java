package fr.anima.hub;

import fr.anima.hub.database.Database;
import fr.anima.hub.health.Health;
import fr.anima.hub.history.HistoryRules;
import fr.anima.hub.history.SeriesStore;
import fr.anima.hub.history.influx.InfluxConfig;
import fr.anima.hub.history.influx.InfluxSeriesStore;
import fr.anima.hub.history.postgres.PostgresSeriesStore;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** History where the settings say: in the InfluxDB that is named, else in the database. */
final class Archive {
  private static final Logger LOG = LoggerFactory.getLogger(Archive.class);

  private final SeriesStore history;
  private final boolean influx;

  private Archive(SeriesStore history, boolean influx) {
    this.history = history;
    this.influx = influx;
  }

  /** Nothing is asked of an InfluxDB yet: one that is away keeps nothing from starting. */
  static Archive open(
      HubConfig config, Vertx vertx, Database database, InstantSource clock, Ending ending) {
    HistoryRules rules = new HistoryRules(config.retention(), config.site().zone(), clock);
    Optional<InfluxConfig> influx = config.external().influx();
    if (influx.isEmpty()) {
      return new Archive(new PostgresSeriesStore(database, rules), false);
    }
    InfluxSeriesStore store = new InfluxSeriesStore(vertx, influx.get(), rules);
    ending.add("history", store::close);
    return new Archive(store, true);
  }

  SeriesStore history() {
    return history;
  }

  void watch(Health health) {
    health.watch(
        "history",
        influx ? List.of() : List.of("database"),
        "Charts and exports do not work, nothing is lost: see whether the database, or the InfluxDB"
            + " named by ANIMA_INFLUX, runs and has room on its disk",
        () ->
            history
                .answers()
                .map(Health.Check::well)
                .otherwise(why -> Health.Check.ill(String.valueOf(why.getMessage()))));
  }

  /** Drops what is over its time and says in the log what that was. */
  void forget() {
    history
        .forget()
        .onSuccess(
            gone -> {
              if (!gone.isEmpty()) {
                LOG.info("history forgot what is over its time tables={}", gone);
              }
            })
        .onFailure(why -> LOG.warn("history could not forget reason={}", why.toString()));
  }
}
