package fr.anima.hub.history.postgres;

import fr.anima.hub.database.Database;
import fr.anima.hub.history.Point;
import fr.anima.hub.history.Retention;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Makes the tables by time before they are written to, and drops those whose time is over. */
final class Partitions {
  private static final String MAKE_PARTITION = "select history_partition($1, $2, $3)";
  private static final String FORGET_PARTITIONS = "select history_forget($1, $2, $3)";

  private static final String FORGET_LATEST_OF =
      """
      delete from history_latest using history_subject subject
      where subject.id = subject_id and subject.measurement = any ($1) and measured_at < $2
      """;

  private final Database database;
  private final Retention retention;
  private final Set<Partition> made = ConcurrentHashMap.newKeySet();

  Partitions(Database database, Retention retention) {
    this.database = database;
    this.retention = retention;
  }

  /** A table in partitions, and how wide each is: a handful to some dozens for what is kept. */
  private enum Table {
    SAMPLE("history_sample", "week"),
    POSITION("history_position", "day"),
    MINUTE("history_minute", "month"),
    ROLL_UP("history_roll_up", "year");

    private final String word;
    private final String unit;

    Table(String word, String unit) {
      this.word = word;
      this.unit = unit;
    }

    Partition of(LocalDate day) {
      return new Partition(
          this,
          switch (this) {
            case SAMPLE -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case POSITION -> day;
            case MINUTE -> day.withDayOfMonth(1);
            case ROLL_UP -> day.withDayOfYear(1);
          });
    }

    Duration kept(Retention retention) {
      return switch (this) {
        case SAMPLE -> retention.samples();
        case POSITION -> retention.positions();
        case MINUTE -> retention.minutes();
        case ROLL_UP -> retention.rollUps();
      };
    }
  }

  private record Partition(Table table, LocalDate start) {}

  /** Makes sure that all of these points and their sums have a place. */
  Future<Void> make(List<Point> points) {
    Set<Partition> missing = new LinkedHashSet<>();
    for (Point point : points) {
      LocalDate day = point.measuredAt().atOffset(ZoneOffset.UTC).toLocalDate();
      if (retention.isPersonal(point.measurement())) {
        missing.add(Table.POSITION.of(day));
      } else {
        missing.add(Table.SAMPLE.of(day));
        missing.add(Table.MINUTE.of(day));
        missing.add(Table.ROLL_UP.of(day));
      }
    }
    missing.removeAll(made);
    Future<Void> chain = Future.succeededFuture();
    for (Partition each : missing) {
      chain = chain.compose(it -> make(each));
    }
    return chain;
  }

  private Future<Void> make(Partition partition) {
    OffsetDateTime start = partition.start().atStartOfDay().atOffset(ZoneOffset.UTC);
    return database
        .client()
        .preparedQuery(MAKE_PARTITION)
        .execute(Tuple.of(partition.table().word, partition.table().unit, start))
        .onSuccess(it -> made.add(partition))
        .mapEmpty();
  }

  /** Drops what is over, samples after that time at the latest, and says what was dropped. */
  Future<List<String>> forget(Instant now, Duration samples) {
    List<String> forgotten = new ArrayList<>();
    Future<Void> chain = Future.succeededFuture();
    for (Table table : Table.values()) {
      OffsetDateTime before = now.minus(kept(table, samples)).atOffset(ZoneOffset.UTC);
      chain =
          chain
              .compose(
                  it ->
                      database
                          .client()
                          .preparedQuery(FORGET_PARTITIONS)
                          .execute(Tuple.of(table.word, table.unit, before)))
              .map(
                  rows -> {
                    rows.forEach(row -> forgotten.add(row.getString(0)));
                    return null;
                  });
    }
    return chain
        .compose(it -> forgetLatest(now))
        .map(
            it -> {
              made.clear();
              return forgotten;
            });
  }

  private Duration kept(Table table, Duration samples) {
    Duration usual = table.kept(retention);
    return table == Table.SAMPLE && samples.compareTo(usual) < 0 ? samples : usual;
  }

  private Future<Void> forgetLatest(Instant now) {
    return database
        .client()
        .preparedQuery(FORGET_LATEST_OF)
        .execute(
            Tuple.of(
                retention.personal().toArray(String[]::new),
                now.minus(retention.positions()).atOffset(ZoneOffset.UTC)))
        .mapEmpty();
  }
}
