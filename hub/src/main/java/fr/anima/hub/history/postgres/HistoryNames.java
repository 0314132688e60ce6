package fr.anima.hub.history.postgres;

import fr.anima.hub.database.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Short numbers for the words that every sample would repeat, given by the database and remembered
 * here: they never change once given.
 *
 * @param <N> what has a number
 */
final class HistoryNames<N> {
  private static final String NUMBERED_SUBJECTS =
      """
      with asked as (
        select * from unnest($1::text[], $2::text[]) as asked (measurement, name)
      ), added as (
        insert into history_subject (measurement, name)
        select measurement, name from asked order by measurement, name
        on conflict do nothing
        returning id, measurement, name
      )
      select id, measurement, name from added
      union
      select id, measurement, name from history_subject join asked using (measurement, name)
      """;

  private static final String NUMBERED_FIELDS =
      """
      with asked as (
        select * from unnest($1::text[]) as asked (name)
      ), added as (
        insert into history_field (name)
        select name from asked order by name
        on conflict do nothing
        returning id, name
      )
      select id, name from added
      union
      select id, name from history_field join asked using (name)
      """;

  private static final String NUMBERED_SOURCES =
      """
      with asked as (
        select * from unnest($1::text[], $2::bigint[]) as asked (station, boot)
      ), added as (
        insert into history_source (station, boot)
        select station, boot from asked order by station, boot
        on conflict do nothing
        returning id, station, boot
      )
      select id, station, boot from added
      union
      select id, station, boot from history_source join asked using (station, boot)
      """;

  private final Database database;
  private final String question;
  private final Function<List<N>, Tuple> asked;
  private final Function<Row, N> name;
  private final Map<N, Integer> known = new ConcurrentHashMap<>();

  private HistoryNames(
      Database database, String question, Function<List<N>, Tuple> asked, Function<Row, N> name) {
    this.database = database;
    this.question = question;
    this.asked = asked;
    this.name = name;
  }

  /** One enclosure, bike or counter under one measurement. */
  record Subject(String measurement, String name) {
    /** Asked for each sample several times, for which a record's own is slow. */
    @Override
    public int hashCode() {
      return 31 * measurement.hashCode() + name.hashCode();
    }
  }

  /** One boot of one station. */
  record Source(String station, long boot) {
    /** As for {@link Subject}. */
    @Override
    public int hashCode() {
      return 31 * station.hashCode() + Long.hashCode(boot);
    }
  }

  static HistoryNames<Subject> ofSubjects(Database database) {
    return new HistoryNames<>(
        database,
        NUMBERED_SUBJECTS,
        all ->
            Tuple.tuple()
                .addArrayOfString(texts(all, Subject::measurement))
                .addArrayOfString(texts(all, Subject::name)),
        row -> new Subject(row.getString(1), row.getString(2)));
  }

  static HistoryNames<String> ofFields(Database database) {
    return new HistoryNames<>(
        database,
        NUMBERED_FIELDS,
        all -> Tuple.tuple().addArrayOfString(texts(all, it -> it)),
        row -> row.getString(1));
  }

  static HistoryNames<Source> ofSources(Database database) {
    return new HistoryNames<>(
        database,
        NUMBERED_SOURCES,
        all ->
            Tuple.tuple()
                .addArrayOfString(texts(all, Source::station))
                .addArrayOfLong(all.stream().map(Source::boot).toArray(Long[]::new)),
        row -> new Source(row.getString(1), row.getLong(2)));
  }

  /** Makes sure that all of these have numbers; a name lost in a race is asked for once more. */
  Future<Void> number(Collection<N> names) {
    return numberMissing(names).compose(it -> numberMissing(names));
  }

  /** The number of a name that has one. */
  int of(N named) {
    return find(named)
        .orElseThrow(() -> new IllegalStateException(named + " has no number in history yet"));
  }

  private Optional<Integer> find(N named) {
    return Optional.ofNullable(known.get(named));
  }

  private Future<Void> numberMissing(Collection<N> names) {
    List<N> missing = new ArrayList<>();
    for (N each : names) {
      if (!known.containsKey(each) && !missing.contains(each)) {
        missing.add(each);
      }
    }
    if (missing.isEmpty()) {
      return Future.succeededFuture();
    }
    return database
        .client()
        .preparedQuery(question)
        .execute(asked.apply(missing))
        .map(
            rows -> {
              rows.forEach(row -> known.put(name.apply(row), row.getInteger(0)));
              return null;
            });
  }

  private static <N> String[] texts(List<N> names, Function<N, String> text) {
    return names.stream().map(text).toArray(String[]::new);
  }
}
