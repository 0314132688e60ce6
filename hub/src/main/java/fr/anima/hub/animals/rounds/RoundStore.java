package fr.anima.hub.animals.rounds;

import fr.anima.hub.animals.rounds.Rounds.Hours;
import fr.anima.hub.animals.rounds.Rounds.Round;
import fr.anima.hub.animals.rounds.Rounds.Schedule;
import fr.anima.hub.animals.rounds.Rounds.Task;
import fr.anima.hub.animals.rounds.Rounds.Tick;
import fr.anima.hub.database.Database;
import fr.anima.hub.people.Viewer;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The rounds in PostgreSQL. Ticks are added and never changed; the first of a task stands. */
final class RoundStore {
  private static final String HOURS = "select round, opens, due from round_hours";

  private static final String SET_HOURS =
      "update round_hours set opens = $2, due = $3 where round = $1";

  private static final String ENCLOSURES = "select id, name from enclosure order by name, id";

  private static final String TICKS =
      """
      select id, day, round, enclosure, task, author_name, said_at, recorded_at
        from round_tick
      """;

  private static final String TICKS_SINCE = TICKS + " where day >= $1 order by recorded_at, id";

  private static final String TICK_OR_ITS_LIKE =
      TICKS
          + " where id = $1 or (day = $2 and round = $3 and enclosure = $4 and task = $5)"
          + " order by (id = $1) desc limit 1";

  private static final String KEEP_TICK =
      """
      insert into round_tick (id, day, round, enclosure, task, author, author_name, said_at,
                              recorded_at)
      select $1, $2, $3, enclosure.id, $5, $6, $7, $8, $9 from enclosure where enclosure.id = $4
      on conflict do nothing
      """;

  private final Database database;

  RoundStore(Database database) {
    this.database = database;
  }

  /** The farm's hours. */
  Future<Schedule> schedule() {
    return database
        .client()
        .query(HOURS)
        .execute()
        .map(
            rows -> {
              Map<Round, Hours> hours = new EnumMap<>(Round.class);
              rows.forEach(
                  it ->
                      hours.put(
                          round(it), new Hours(it.getLocalTime("opens"), it.getLocalTime("due"))));
              return new Schedule(
                  Optional.ofNullable(hours.get(Round.MORNING)).orElseThrow(),
                  Optional.ofNullable(hours.get(Round.EVENING)).orElseThrow());
            });
  }

  Future<Void> set(Schedule schedule) {
    List<Tuple> rows = new ArrayList<>();
    for (Round round : Round.values()) {
      Hours hours = schedule.of(round);
      rows.add(Tuple.of(round.word(), hours.opens(), hours.due()));
    }
    return database.inTransaction(tx -> tx.preparedQuery(SET_HOURS).executeBatch(rows).mapEmpty());
  }

  /** Names of the enclosures by id, in the order of their names. */
  Future<Map<String, String>> enclosures() {
    return database
        .client()
        .query(ENCLOSURES)
        .execute()
        .map(
            rows -> {
              Map<String, String> names = new LinkedHashMap<>();
              rows.forEach(it -> names.put(it.getString("id"), it.getString("name")));
              return names;
            });
  }

  Future<List<Tick>> ticksSince(LocalDate day) {
    return database
        .client()
        .preparedQuery(TICKS_SINCE)
        .execute(Tuple.of(day))
        .map(RoundStore::ticks);
  }

  /**
   * Keeps a tick, unless one of that id or about the same thing is there, and answers what is there
   * then; empty when there is no such enclosure.
   */
  Future<Optional<Tick>> tick(UUID id, TickForm form, Viewer who, Instant now) {
    Instant at = form.at().isAfter(now) ? now : form.at();
    return database
        .client()
        .preparedQuery(KEEP_TICK)
        .execute(
            Tuple.of(id, form.day(), form.round().word(), form.enclosure(), form.task().word())
                .addUUID(who.person())
                .addString(who.name())
                .addOffsetDateTime(at.atOffset(ZoneOffset.UTC))
                .addOffsetDateTime(now.atOffset(ZoneOffset.UTC)))
        .compose(
            kept ->
                database
                    .client()
                    .preparedQuery(TICK_OR_ITS_LIKE)
                    .execute(
                        Tuple.of(
                            id,
                            form.day(),
                            form.round().word(),
                            form.enclosure(),
                            form.task().word())))
        .map(rows -> ticks(rows).stream().findFirst());
  }

  private static List<Tick> ticks(Iterable<Row> rows) {
    List<Tick> ticks = new ArrayList<>();
    rows.forEach(
        row ->
            ticks.add(
                new Tick(
                    row.getUUID("id"),
                    row.getLocalDate("day"),
                    round(row),
                    row.getString("enclosure"),
                    Task.valueOf(row.getString("task").toUpperCase(Locale.ROOT)),
                    row.getString("author_name"),
                    row.getOffsetDateTime("said_at").toInstant(),
                    row.getOffsetDateTime("recorded_at").toInstant())));
    return List.copyOf(ticks);
  }

  private static Round round(Row row) {
    return Round.valueOf(row.getString("round").toUpperCase(Locale.ROOT));
  }
}
