package fr.anima.hub.history;

import static fr.anima.hub.history.PostgresSeriesStore.time;

import fr.anima.hub.database.Database;
import fr.anima.hub.history.HistoryNames.Source;
import fr.anima.hub.history.HistoryNames.Subject;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Points into tables: one statement for the samples, their sums and the latest values. */
final class SampleWriting {
  private static final int MOST_PER_STATEMENT = 2_000;

  /**
   * Sums and latest values are made from the rows that were really inserted, so that a point that
   * comes again changes nothing. Rows are locked in the order of their keys: writers side by side
   * wait for each other instead of dying.
   */
  private static final String WRITE_SAMPLES =
      """
      with incoming as (
        select subject_id, measured_at, source_id, boot, sequence, arrived_at, estimated,
          field_ids::integer[] as field_ids, field_values::double precision[] as field_values
        from unnest($1::integer[], $2::timestamptz[], $3::integer[], $4::bigint[], $5::bigint[],
            $6::timestamptz[], $7::boolean[], $8::text[], $9::text[])
          as point (subject_id, measured_at, source_id, boot, sequence, arrived_at, estimated,
            field_ids, field_values)
      ), inserted as (
        insert into history_sample (subject_id, measured_at, source_id, sequence, arrived_at,
          estimated, field_ids, field_values)
        select subject_id, measured_at, source_id, sequence, arrived_at, estimated, field_ids,
          field_values
        from incoming
        order by subject_id, measured_at, source_id, sequence
        on conflict do nothing
        returning subject_id, measured_at, source_id, sequence, arrived_at, estimated, field_ids,
          field_values
      ), part as (
        select inserted.subject_id, field.id as field_id, field.value, inserted.measured_at,
          inserted.source_id, inserted.sequence, inserted.arrived_at, inserted.estimated
        from inserted
        cross join lateral unnest(inserted.field_ids, inserted.field_values)
          as field (id, value)
      ), summed as (
        insert into history_bucket (subject_id, field_id, step_seconds, starts_at, count, least,
          most, total)
        select subject_id, field_id, step.seconds,
          date_bin(make_interval(secs => step.seconds), measured_at, 'epoch'::timestamptz) as at,
          count(*), min(value), max(value), sum(value order by measured_at, source_id, sequence)
        from part
        cross join (values (60), (900), (3600)) as step (seconds)
        group by subject_id, field_id, step.seconds, at
        order by subject_id, field_id, step.seconds, at
        on conflict (subject_id, field_id, step_seconds, starts_at) do update
        set count = history_bucket.count + excluded.count,
          least = least(history_bucket.least, excluded.least),
          most = greatest(history_bucket.most, excluded.most),
          total = history_bucket.total + excluded.total
      )
      insert into history_latest (subject_id, field_id, measured_at, boot, sequence, arrived_at,
        estimated, value)
      select distinct on (part.subject_id, part.field_id) part.subject_id, part.field_id,
        part.measured_at, incoming.boot, part.sequence, part.arrived_at, part.estimated,
        part.value
      from part
      join incoming using (subject_id, measured_at, source_id, sequence)
      order by part.subject_id, part.field_id, part.measured_at desc, incoming.boot desc,
        part.sequence desc
      on conflict (subject_id, field_id) do update
      set measured_at = excluded.measured_at, boot = excluded.boot, sequence = excluded.sequence,
        arrived_at = excluded.arrived_at, estimated = excluded.estimated, value = excluded.value
      where (history_latest.measured_at, history_latest.boot, history_latest.sequence)
        < (excluded.measured_at, excluded.boot, excluded.sequence)
      """;

  private final Database database;
  private final HistoryNames<Subject> subjects;
  private final HistoryNames<String> fields;
  private final HistoryNames<Source> sources;

  SampleWriting(Database database) {
    this.database = database;
    this.subjects = HistoryNames.ofSubjects(database);
    this.fields = HistoryNames.ofFields(database);
    this.sources = HistoryNames.ofSources(database);
  }

  Future<Void> write(List<Point> points) {
    for (Point point : points) {
      refuseNonsense(point);
    }
    Future<Void> chain = Future.succeededFuture();
    for (int from = 0; from < points.size(); from += MOST_PER_STATEMENT) {
      List<Point> batch = points.subList(from, Math.min(from + MOST_PER_STATEMENT, points.size()));
      chain = chain.compose(it -> writeBatch(batch));
    }
    return chain;
  }

  private Future<Void> writeBatch(List<Point> points) {
    return subjects
        .number(points.stream().map(SampleWriting::subject).collect(Collectors.toSet()))
        .compose(
            it ->
                sources.number(
                    points.stream().map(SampleWriting::source).collect(Collectors.toSet())))
        .compose(
            it ->
                fields.number(
                    points.stream()
                        .flatMap(point -> point.fields().keySet().stream())
                        .collect(Collectors.toSet())))
        .compose(
            it -> database.client().preparedQuery(WRITE_SAMPLES).execute(rows(points)).mapEmpty());
  }

  private Tuple rows(List<Point> points) {
    return Tuple.tuple()
        .addArrayOfInteger(
            points.stream().map(it -> subjects.of(subject(it))).toArray(Integer[]::new))
        .addArrayOfOffsetDateTime(
            points.stream().map(it -> time(it.measuredAt())).toArray(OffsetDateTime[]::new))
        .addArrayOfInteger(
            points.stream().map(it -> sources.of(source(it))).toArray(Integer[]::new))
        .addArrayOfLong(points.stream().map(it -> it.identity().boot()).toArray(Long[]::new))
        .addArrayOfLong(points.stream().map(it -> it.identity().sequence()).toArray(Long[]::new))
        .addArrayOfOffsetDateTime(
            points.stream().map(it -> time(it.arrivedAt())).toArray(OffsetDateTime[]::new))
        .addArrayOfBoolean(points.stream().map(Point::estimated).toArray(Boolean[]::new))
        .addArrayOfString(points.stream().map(this::fieldIds).toArray(String[]::new))
        .addArrayOfString(points.stream().map(SampleWriting::fieldValues).toArray(String[]::new));
  }

  /** Arrays of unequal length travel as text, which PostgreSQL turns into arrays. */
  private String fieldIds(Point point) {
    return sorted(point).keySet().stream()
        .map(name -> Integer.toString(fields.of(name)))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String fieldValues(Point point) {
    return sorted(point).values().stream()
        .map(value -> Double.toString(value))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static Map<String, Double> sorted(Point point) {
    return new TreeMap<>(point.fields());
  }

  private static Subject subject(Point point) {
    return new Subject(point.measurement(), point.subject());
  }

  private static Source source(Point point) {
    return new Source(point.identity().station(), point.identity().boot());
  }

  private static void refuseNonsense(Point point) {
    if (point.fields().isEmpty()
        || point.fields().values().stream().anyMatch(it -> !Double.isFinite(it))) {
      throw new IllegalArgumentException(
          "a point of "
              + point.subject()
              + " at "
              + point.measuredAt()
              + " without a field, or with one that is not a finite number");
    }
  }
}
