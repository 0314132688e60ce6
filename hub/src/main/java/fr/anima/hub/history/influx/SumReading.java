package fr.anima.hub.history.influx;

import static fr.anima.hub.history.influx.InfluxQl.name;
import static fr.anima.hub.history.influx.InfluxQl.text;

import fr.anima.hub.history.Bucket;
import fr.anima.hub.history.HistoryRules;
import fr.anima.hub.history.SeriesStore.SeriesField;
import fr.anima.hub.history.Step;
import fr.anima.hub.history.Summed;
import fr.anima.hub.history.TimeRange;
import fr.anima.hub.history.Total;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Roll-ups out of InfluxDB: every station's own sums, together; days from their parts. Blocks. */
final class SumReading {
  private final InfluxConnection influx;
  private final InfluxQl influxQl;
  private final HistoryRules rules;

  SumReading(InfluxConnection influx, InfluxQl influxQl, HistoryRules rules) {
    this.influx = influx;
    this.influxQl = influxQl;
    this.rules = rules;
  }

  /** All about one field of one subject. */
  List<Bucket> buckets(SeriesField field, TimeRange range, Step step) {
    String question =
        question(InfluxLayout.SELECT_SUMS, field.measurement(), field.subject(), range, step)
            + " and %s = %s".formatted(name(InfluxLayout.FIELD), text(field.field()))
            + InfluxLayout.BY_SERIES;
    return sums(field.measurement(), question, step, InfluxLayout::bucket)
        .getOrDefault(field, List.of());
  }

  /** Every subject that ever had sums of that step. */
  List<String> subjects(String measurement, TimeRange range, Step step) {
    String question =
        "show tag values%s with key = %s"
            .formatted(
                influxQl.sums(measurement, rules.kept(step, range)), name(InfluxLayout.SUBJECT));
    return influx.ask(question).stream()
        .flatMap(it -> it.rows().stream())
        .map(row -> String.valueOf(row[1]))
        .toList();
  }

  /**
   * The narrow sums of every field of some subjects. A statement each: the server takes twice as
   * long to bring the rows of many into one order, which nobody needs.
   */
  Map<SeriesField, List<Total>> totals(
      String measurement, List<String> subjects, TimeRange range, Step step) {
    if (subjects.isEmpty()) {
      return Map.of();
    }
    String questions =
        subjects.stream()
            .map(
                it ->
                    question(InfluxLayout.SELECT_TOTALS, measurement, it, range, step)
                        + InfluxLayout.BY_SERIES)
            .collect(Collectors.joining(";"));
    return sums(measurement, questions, step, InfluxLayout::total);
  }

  private String question(
      String select, String measurement, String subject, TimeRange range, Step step) {
    return select
        + influxQl.sums(measurement, rules.kept(step, range))
        + " where "
        + InfluxQl.within(rules.parts(range, step))
        + " and %s = %s".formatted(name(InfluxLayout.SUBJECT), text(subject));
  }

  private <S extends Summed<S>> Map<SeriesField, List<S>> sums(
      String measurement, String questions, Step step, Function<@Nullable Object[], S> sum) {
    Map<SeriesField, List<S>> all = new LinkedHashMap<>();
    for (Table table : influx.ask(questions)) {
      SeriesField field =
          new SeriesField(
              measurement, table.tag(InfluxLayout.SUBJECT), table.tag(InfluxLayout.FIELD));
      List<S> sums = table.rows().stream().map(sum).toList();
      all.merge(field, sums, SumReading::inOrder);
    }
    all.replaceAll((field, sums) -> rules.together(sums, step));
    return all;
  }

  /** Those of two stations. */
  private static <S extends Summed<S>> List<S> inOrder(List<S> one, List<S> other) {
    List<S> both = new ArrayList<>(one);
    both.addAll(other);
    both.sort(Comparator.comparing(Summed::at));
    return both;
  }
}
