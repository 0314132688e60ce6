package fr.anima.hub.history.influx;

import static fr.anima.hub.history.influx.InfluxQl.name;
import static fr.anima.hub.history.influx.InfluxQl.text;

import fr.anima.hub.history.Point;
import fr.anima.hub.history.Sample;
import fr.anima.hub.history.SeriesStore.Latest;
import fr.anima.hub.history.SeriesStore.SeriesField;
import fr.anima.hub.history.influx.Stretch.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Samples out of InfluxDB. Blocks. */
final class SampleReading {
  private final InfluxConnection influx;
  private final InfluxQl influxQl;

  SampleReading(InfluxConnection influx, InfluxQl influxQl) {
    this.influx = influx;
    this.influxQl = influxQl;
  }

  /** From one nanosecond until before another. */
  record Span(long from, long until) {}

  /** Samples in order of time, and what is left of the span. */
  record Page(List<Sample> samples, Span rest) {
    boolean isLast() {
      return rest.from >= rest.until;
    }
  }

  /** The earliest samples of a span. */
  List<Sample> earliest(String measurement, String subject, Span span, int most) {
    return rows(measurement, subject, span, most).stream().map(Row::sample).toList();
  }

  /**
   * The next page of a span. Stations of one subject may share a nanosecond: the last one of a full
   * page is left to the page that follows, which has all of it.
   */
  Page page(String measurement, String subject, Span span, int most) {
    List<Row> rows = rows(measurement, subject, span, most);
    if (rows.size() < most) {
      return new Page(
          rows.stream().map(Row::sample).toList(), new Span(span.until(), span.until()));
    }
    long last = rows.get(rows.size() - 1).nanos();
    return new Page(
        rows.stream().filter(it -> it.nanos() < last).map(Row::sample).toList(),
        new Span(last, span.until()));
  }

  /** The newest value of each field, from all stations of its subject. */
  Map<SeriesField, Latest> latest(String measurement) {
    Map<SeriesField, Latest> latest = new LinkedHashMap<>();
    List<Question> questions = new ArrayList<>();
    for (String field : fields(measurement)) {
      questions.add(
          new Question(
              "select last(%s), %s, %s"
                      .formatted(
                          name(field), name(InfluxLayout.ARRIVED), name(InfluxLayout.ESTIMATED))
                  + influxQl.samples(measurement)
                  + " group by subject, station",
              table ->
                  latest.merge(
                      new SeriesField(measurement, table.tag(InfluxLayout.SUBJECT), field),
                      latest(table.rows().get(0)),
                      (one, other) -> one.measuredAt().isAfter(other.measuredAt()) ? one : other)));
    }
    influx.ask(questions);
    return latest;
  }

  private record Row(long nanos, Sample sample) {}

  private List<Row> rows(String measurement, String subject, Span span, int most) {
    List<Row> rows = new ArrayList<>();
    influx.ask(
        List.of(
            new Question(
                "select *%s where subject = %s and time >= %d and time < %d order by time limit %d"
                    .formatted(
                        influxQl.samples(measurement),
                        text(subject),
                        span.from(),
                        span.until(),
                        most),
                table -> table.rows().forEach(row -> rows.add(row(measurement, table, row))))));
    return rows;
  }

  private static Row row(String measurement, Table table, @Nullable Object[] row) {
    Point point = InfluxLayout.point(measurement, new Source("", ""), table.columns(), row);
    return new Row(
        InfluxLayout.whole(row[0]),
        new Sample(point.measuredAt(), point.arrivedAt(), point.estimated(), point.fields()));
  }

  private List<String> fields(String measurement) {
    List<String> fields = new ArrayList<>();
    influx.ask(
        List.of(
            new Question(
                "show field keys" + influxQl.samples(measurement),
                table ->
                    table.rows().stream()
                        .map(row -> String.valueOf(row[0]))
                        .filter(it -> !InfluxLayout.NO_QUANTITIES.contains(it))
                        .forEach(fields::add))));
    return fields;
  }

  private static Latest latest(@Nullable Object[] row) {
    return new Latest(
        InfluxLayout.number(row[1]),
        InfluxQl.millisecond(InfluxLayout.whole(row[0])),
        InfluxLayout.instant(InfluxLayout.whole(row[2])),
        Boolean.TRUE.equals(row[3]));
  }
}
