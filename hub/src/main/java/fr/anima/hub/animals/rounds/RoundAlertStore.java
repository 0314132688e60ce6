package fr.anima.hub.animals.rounds;

import fr.anima.hub.animals.alerts.AlertSignal;
import fr.anima.hub.animals.alerts.AlertSignal.Beginning;
import fr.anima.hub.animals.rounds.RoundAlarms.Known;
import fr.anima.hub.animals.rounds.Rounds.Missing;
import fr.anima.hub.animals.rounds.Rounds.Schedule;
import fr.anima.hub.animals.rounds.Rounds.Tick;
import fr.anima.hub.database.Database;
import fr.anima.hub.database.Outbox;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Raises an alert for each enclosure whose round is not finished at its hour, and clears it when it
 * is. What was told is read from the alerts themselves, so that a restart tells nothing twice.
 */
public final class RoundAlertStore {
  /** A farm that ticked nothing for so long does not make its rounds here. */
  private static final int DAYS_IN_USE = 14;

  private static final Duration REMEMBERED = Duration.ofDays(3);

  private static final String IS_IN_USE =
      "select exists (select 1 from round_tick where day >= $1) as used";

  private static final String KNOWN_ALERTS =
      """
      select enclosure, detail, since, raised_at, cleared_at is null as open
        from alert
       where kind = 'round' and (cleared_at is null or since >= $1)
      """;

  private final Database database;
  private final Outbox outbox;
  private final RoundStore rounds;
  private final ZoneId zone;
  private final InstantSource clock;

  /** Over an up-to-date schema, in the farm's zone. */
  public RoundAlertStore(Database database, Outbox outbox, ZoneId zone, InstantSource clock) {
    this.database = database;
    this.outbox = outbox;
    this.rounds = new RoundStore(database);
    this.zone = zone;
    this.clock = clock;
  }

  /** Tells what changed since the last look. */
  public Future<Void> look() {
    Instant now = clock.instant();
    Future<List<Missing>> overdue = overdue(now);
    Future<List<Known>> known = known(now);
    return Future.all(overdue, known)
        .compose(both -> tell(RoundAlarms.news(overdue.result(), known.result(), now)));
  }

  private Future<List<Missing>> overdue(Instant now) {
    LocalDate today = LocalDate.ofInstant(now, zone);
    Future<Boolean> used = isInUse(today.minusDays(DAYS_IN_USE));
    Future<Schedule> schedule = rounds.schedule();
    Future<Map<String, String>> enclosures = rounds.enclosures();
    Future<List<Tick>> ticks = rounds.ticksSince(today.minusDays(1));
    return Future.all(used, schedule, enclosures, ticks)
        .map(
            all ->
                used.result()
                    ? Rounds.overdue(
                        enclosures.result().keySet(), ticks.result(), schedule.result(), zone, now)
                    : List.of());
  }

  private Future<Boolean> isInUse(LocalDate since) {
    return database
        .client()
        .preparedQuery(IS_IN_USE)
        .execute(Tuple.of(since))
        .map(rows -> rows.iterator().next().getBoolean("used"));
  }

  private Future<List<Known>> known(Instant now) {
    return database
        .client()
        .preparedQuery(KNOWN_ALERTS)
        .execute(Tuple.of(now.minus(REMEMBERED).atOffset(ZoneOffset.UTC)))
        .map(
            rows -> {
              List<Known> known = new ArrayList<>();
              rows.forEach(it -> known.add(known(it)));
              return known;
            });
  }

  private static Known known(Row row) {
    return new Known(
        Beginning.ofRound(
            row.getString("enclosure"),
            row.getString("detail"),
            row.getOffsetDateTime("since").toInstant(),
            row.getOffsetDateTime("raised_at").toInstant()),
        row.getBoolean("open"));
  }

  private Future<Void> tell(List<AlertSignal> news) {
    return news.isEmpty()
        ? Future.succeededFuture()
        : database.inTransaction(
            transaction ->
                outbox.addAll(transaction, AlertSignal.TOPIC, it -> it.alert().enclosure(), news));
  }
}
