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
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
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
    String where =
        " and %s = %s and %s = %s"
            .formatted(
                name(InfluxLayout.SUBJECT),
                text(field.subject()),
                name(InfluxLayout.FIELD),
                text(field.field()));
    Asked asked = new Asked(InfluxLayout.SELECT_SUMS, field.measurement(), range, step, where);
    return sums(asked, InfluxLayout::buckets).getOrDefault(field, List.of());
  }

  /** The narrow sums of every field of every subject. */
  Map<SeriesField, List<Total>> totals(String measurement, TimeRange range, Step step) {
    return sums(
        new Asked(InfluxLayout.SELECT_TOTALS, measurement, range, step, ""), InfluxLayout::totals);
  }

  private record Asked(
      String select, String measurement, TimeRange range, Step step, String where) {}

  private <S extends Summed<S>> Map<SeriesField, List<S>> sums(
      Asked asked, Function<@Nullable Object[], List<S>> inRow) {
    TimeRange parts = rules.parts(asked.range(), asked.step());
    Map<SeriesField, Map<String, List<S>>> byStation = new LinkedHashMap<>();
    for (Table table : influx.ask(questions(asked, parts))) {
      SeriesField field =
          new SeriesField(
              asked.measurement(), table.tag(InfluxLayout.SUBJECT), table.tag(InfluxLayout.FIELD));
      List<S> sums = new ArrayList<>();
      for (Object[] row : table.rows()) {
        for (S sum : inRow.apply(row)) {
          if (!sum.at().isBefore(parts.from()) && sum.at().isBefore(parts.until())) {
            sums.add(sum);
          }
        }
      }
      byStation
          .computeIfAbsent(field, it -> new LinkedHashMap<>())
          .merge(table.tag(InfluxLayout.STATION), sums, SumReading::inPlace);
    }
    Map<SeriesField, List<S>> all = new LinkedHashMap<>();
    byStation.forEach(
        (field, stations) -> {
          List<S> sums = rules.together(inOrder(stations.values()), asked.step());
          if (!sums.isEmpty()) {
            all.put(field, sums);
          }
        });
    return all;
  }

  /** Hours have lain in rows of their own, and are read there too where they still do. */
  private String questions(Asked asked, TimeRange parts) {
    Step kept = rules.kept(asked.step(), asked.range());
    if (kept != Step.HOUR) {
      return question(asked, influxQl.sums(asked.measurement(), kept), parts);
    }
    TimeRange days = new TimeRange(Step.DAY.start(parts.from(), ZoneOffset.UTC), parts.until());
    return question(asked, influxQl.hoursBefore(asked.measurement()), parts)
        + ";"
        + question(asked, influxQl.sums(asked.measurement(), kept), days);
  }

  private static String question(Asked asked, String from, TimeRange range) {
    return asked.select()
        + from
        + " where "
        + InfluxQl.within(range)
        + asked.where()
        + InfluxLayout.BY_SERIES;
  }

  /** Those of one station that are in two places: what is read later was written later. */
  private static <S extends Summed<S>> List<S> inPlace(List<S> before, List<S> after) {
    Map<Instant, S> both = new TreeMap<>();
    before.forEach(it -> both.put(it.at(), it));
    after.forEach(it -> both.put(it.at(), it));
    return new ArrayList<>(both.values());
  }

  private static <S extends Summed<S>> List<S> inOrder(Collection<List<S>> stations) {
    List<S> all = new ArrayList<>();
    stations.forEach(all::addAll);
    if (stations.size() > 1) {
      all.sort(Comparator.comparing(Summed::at));
    }
    return all;
  }
}
