package fr.anima.hub.history.postgres;

import static fr.anima.hub.history.postgres.PostgresSeriesStore.time;

import fr.anima.hub.database.Database;
import fr.anima.hub.history.Point;
import fr.anima.hub.history.Retention;
import fr.anima.hub.history.postgres.HistoryNames.Source;
import fr.anima.hub.history.postgres.HistoryNames.Subject;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Points into tables: one statement for the samples, their sums and the latest values. */
final class SampleWriting {
  private static final int MOST_PER_STATEMENT = 8_000;

  private static final String INSERTED_SAMPLES =
      """
      with incoming as (
        select subject_id, measured_at, source_id, boot, sequence, arrived_at, estimated,
          field_ids::integer[] as field_ids, field_values::double precision[] as field_values
        from unnest($1::integer[], $2::timestamptz[], $3::integer[], $4::bigint[], $5::bigint[],
            $6::timestamptz[], $7::boolean[], $8::text[], $9::text[])
          as point (subject_id, measured_at, source_id, boot, sequence, arrived_at, estimated,
            field_ids, field_values)
      ), inserted as (
        insert into %s (subject_id, measured_at, source_id, sequence, arrived_at,
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
      )
      """;

  private static final String SUMMED_SAMPLES =
      """
      , minute as (
        select subject_id, field_id, date_bin('1 minute', measured_at, 'epoch') as at,
          count(*) as count, min(value) as least, max(value) as most, sum(value) as total
        from part group by 1, 2, 3
      ), quarter as (
        select subject_id, field_id, date_bin('15 minutes', at, 'epoch') as at,
          sum(count)::bigint as count, min(least) as least, max(most) as most, sum(total) as total
        from minute group by 1, 2, 3
      ), hour as (
        select subject_id, field_id, date_bin('1 hour', at, 'epoch') as at,
          sum(count)::bigint as count, min(least) as least, max(most) as most, sum(total) as total
        from quarter group by 1, 2, 3
      ), summed as (
        insert into history_bucket (subject_id, field_id, step_seconds, starts_at, count, least,
          most, total)
        select subject_id, field_id, seconds, at, count, least, most, total
        from (
          select 60 as seconds, minute.* from minute
          union all select 900, quarter.* from quarter
          union all select 3600, hour.* from hour
        ) as sums
        order by subject_id, field_id, seconds, at
        on conflict (subject_id, field_id, step_seconds, starts_at) do update
        set count = history_bucket.count + excluded.count,
          least = least(history_bucket.least, excluded.least),
          most = greatest(history_bucket.most, excluded.most),
          total = history_bucket.total + excluded.total
      )
      """;

  private static final String LATEST_SAMPLES =
      """
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

  /**
   * Sums and latest values are made from the rows that were really inserted, so that a point that
   * comes again changes nothing. Rows are locked in the order of their keys: writers side by side
   * wait for each other instead of dying.
   */
  private static final String WRITE_SAMPLES =
      INSERTED_SAMPLES.formatted("history_sample") + SUMMED_SAMPLES + LATEST_SAMPLES;

  private static final String WRITE_POSITIONS =
      INSERTED_SAMPLES.formatted("history_position") + LATEST_SAMPLES;

  private final Database database;
  private final Retention retention;
  private final Partitions partitions;
  private final HistoryNames<Subject> subjects;
  private final HistoryNames<String> fields;
  private final HistoryNames<Source> sources;

  SampleWriting(Database database, Retention retention, Partitions partitions) {
    this.database = database;
    this.retention = retention;
    this.partitions = partitions;
    this.subjects = HistoryNames.ofSubjects(database);
    this.fields = HistoryNames.ofFields(database);
    this.sources = HistoryNames.ofSources(database);
  }

  /** Points that may all be kept. */
  Future<Void> write(List<Point> points) {
    Map<Boolean, List<Point>> byTable =
        points.stream()
            .collect(Collectors.partitioningBy(it -> retention.isPersonal(it.measurement())));
    return partitions
        .make(points)
        .compose(it -> write(byTable.getOrDefault(false, List.of()), WRITE_SAMPLES))
        .compose(it -> write(byTable.getOrDefault(true, List.of()), WRITE_POSITIONS));
  }

  private Future<Void> write(List<Point> points, String statement) {
    Future<Void> chain = Future.succeededFuture();
    for (int from = 0; from < points.size(); from += MOST_PER_STATEMENT) {
      List<Point> batch = points.subList(from, Math.min(from + MOST_PER_STATEMENT, points.size()));
      chain = chain.compose(it -> writeBatch(batch, statement));
    }
    return chain;
  }

  private Future<Void> writeBatch(List<Point> points, String statement) {
    Set<Subject> namedSubjects = new HashSet<>();
    Set<Source> namedSources = new HashSet<>();
    Set<String> namedFields = new HashSet<>();
    for (Point point : points) {
      namedSubjects.add(subject(point));
      namedSources.add(source(point));
      namedFields.addAll(point.fields().keySet());
    }
    return subjects
        .number(namedSubjects)
        .compose(it -> sources.number(namedSources))
        .compose(it -> fields.number(namedFields))
        .compose(it -> database.client().preparedQuery(statement).execute(rows(points)).mapEmpty());
  }

  private Tuple rows(List<Point> points) {
    Columns columns = new Columns(points.size());
    for (int row = 0; row < points.size(); row++) {
      columns.set(row, points.get(row));
    }
    return columns.tuple();
  }

  /** The columns of {@link #WRITE_SAMPLES}, filled in one pass. */
  private final class Columns {
    private final Integer[] subject;
    private final OffsetDateTime[] measuredAt;
    private final Integer[] source;
    private final Long[] boot;
    private final Long[] sequence;
    private final OffsetDateTime[] arrivedAt;
    private final Boolean[] estimated;
    private final String[] fieldIds;
    private final String[] fieldValues;

    Columns(int rows) {
      subject = new Integer[rows];
      measuredAt = new OffsetDateTime[rows];
      source = new Integer[rows];
      boot = new Long[rows];
      sequence = new Long[rows];
      arrivedAt = new OffsetDateTime[rows];
      estimated = new Boolean[rows];
      fieldIds = new String[rows];
      fieldValues = new String[rows];
    }

    /** Arrays of unequal length travel as text, which PostgreSQL turns into arrays. */
    void set(int row, Point point) {
      subject[row] = subjects.of(subject(point));
      measuredAt[row] = time(point.measuredAt());
      source[row] = sources.of(source(point));
      boot[row] = point.identity().boot();
      sequence[row] = point.identity().sequence();
      arrivedAt[row] = time(point.arrivedAt());
      estimated[row] = point.estimated();
      StringBuilder ids = new StringBuilder("{");
      StringBuilder values = new StringBuilder("{");
      new TreeMap<>(point.fields())
          .forEach(
              (name, value) -> {
                ids.append(ids.length() > 1 ? "," : "").append(fields.of(name));
                values.append(values.length() > 1 ? "," : "").append(value);
              });
      fieldIds[row] = ids.append('}').toString();
      fieldValues[row] = values.append('}').toString();
    }

    Tuple tuple() {
      return Tuple.tuple()
          .addArrayOfInteger(subject)
          .addArrayOfOffsetDateTime(measuredAt)
          .addArrayOfInteger(source)
          .addArrayOfLong(boot)
          .addArrayOfLong(sequence)
          .addArrayOfOffsetDateTime(arrivedAt)
          .addArrayOfBoolean(estimated)
          .addArrayOfString(fieldIds)
          .addArrayOfString(fieldValues);
    }
  }

  private static Subject subject(Point point) {
    return new Subject(point.measurement(), point.subject());
  }

  private static Source source(Point point) {
    return new Source(point.identity().station(), point.identity().boot());
  }
}
