package fr.anima.hub.animals.climate;

import fr.anima.hub.animals.ConditionsSeries;
import fr.anima.hub.animals.alerts.Enclosure;
import fr.anima.hub.animals.alerts.Limit;
import fr.anima.hub.database.Database;
import fr.anima.hub.history.SeriesStore;
import fr.anima.hub.history.SeriesStore.SeriesField;
import fr.anima.hub.history.Step;
import fr.anima.hub.history.TimeRange;
import fr.anima.wire.Quantity;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Reads what an account is made of: sums of history, and alerts with who reacted. */
final class ClimateStore {
  private static final int MOST_ALERTS = 10_000;

  private static final String REACTIONS =
      """
      select kind, quantity, severity, raised_at, acknowledged_at, acknowledged_by, cleared_at
        from alert
       where enclosure = $1 and since < $3 and (cleared_at is null or cleared_at >= $2)
       order by raised_at desc, id
       limit $4
      """;

  private final Database database;
  private final SeriesStore history;

  ClimateStore(Database database, SeriesStore history) {
    this.database = database;
    this.history = history;
  }

  Future<Account> account(Enclosure enclosure, Account.Days days, TimeRange period) {
    Step step = Account.step(period, history.rules().retention(), days.madeAt());
    return quantities(enclosure)
        .compose(measured -> climates(enclosure, measured, period, step))
        .compose(
            climates ->
                reactions(enclosure.id(), period)
                    .map(
                        reactions ->
                            new Account(
                                enclosure.id(),
                                enclosure.name(),
                                days,
                                period,
                                step,
                                climates,
                                reactions)));
  }

  /** What is expected there, and what once was measured there though nothing is expected now. */
  private Future<List<Quantity>> quantities(Enclosure enclosure) {
    return history
        .latest(ConditionsSeries.MEASUREMENT)
        .map(
            latest ->
                Arrays.stream(Quantity.values())
                    .filter(
                        it ->
                            enclosure.period(it).isPresent()
                                || latest.containsKey(field(enclosure, it)))
                    .toList());
  }

  /** One after the other, so that one list of steps is in memory at a time. */
  private Future<List<Climate>> climates(
      Enclosure enclosure, List<Quantity> measured, TimeRange period, Step step) {
    List<Climate> climates = new ArrayList<>();
    Future<Void> done = Future.succeededFuture();
    for (Quantity quantity : measured) {
      Climate.Question question =
          new Climate.Question(
              quantity, lasting(enclosure), enclosure.period(quantity), period, step.width());
      done =
          done.compose(before -> history.buckets(field(enclosure, quantity), period, step))
              .map(
                  steps -> {
                    climates.add(Climate.of(question, steps));
                    return null;
                  });
    }
    return done.map(all -> List.copyOf(climates));
  }

  /** What holds only at some hours says nothing of a step of a day. */
  private static List<Limit> lasting(Enclosure enclosure) {
    return enclosure.limits().stream().filter(it -> it.hours().isEmpty()).toList();
  }

  private Future<List<Reaction>> reactions(String enclosure, TimeRange period) {
    return database
        .client()
        .preparedQuery(REACTIONS)
        .execute(Tuple.of(enclosure, utc(period.from()), utc(period.until()), MOST_ALERTS))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(ClimateStore::reaction)
                    .sorted(Reaction.BY_WEIGHT)
                    .toList());
  }

  private static Reaction reaction(Row row) {
    return new Reaction(
        row.getString("kind"),
        Optional.ofNullable(row.getString("quantity")).map(Quantity::ofWord),
        row.getString("severity"),
        row.getOffsetDateTime("raised_at").toInstant(),
        instant(row, "acknowledged_at"),
        Optional.ofNullable(row.getString("acknowledged_by")),
        instant(row, "cleared_at"));
  }

  private static SeriesField field(Enclosure enclosure, Quantity quantity) {
    return new SeriesField(ConditionsSeries.MEASUREMENT, enclosure.id(), quantity.word());
  }

  private static Optional<Instant> instant(Row row, String column) {
    return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
