package fr.anima.hub.history.influx;

import static fr.anima.hub.history.influx.InfluxQl.name;
import static fr.anima.hub.history.influx.InfluxQl.text;

import fr.anima.hub.history.Step;
import fr.anima.hub.history.influx.Stretch.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is already kept around the points of one stretch, and then what is kept with them. */
final class Surroundings {
  /** Above, all series of the stretch are read rather than each named. */
  private static final int MOST_NAMED = 40;

  private final Stretch stretch;
  private final boolean summed;
  private final Map<Source, Known> known = new HashMap<>();

  /**
   * Nothing yet.
   *
   * @param summed whether there are roll-ups
   */
  Surroundings(Stretch stretch, boolean summed) {
    this.stretch = stretch;
    this.summed = summed;
  }

  /** One series: its samples, and the sums of each of its fields. */
  record Known(Places places, Map<String, RollUps> sums) {
    RollUps sums(String field) {
      return sums.computeIfAbsent(field, it -> new RollUps());
    }
  }

  Stretch stretch() {
    return stretch;
  }

  boolean summed() {
    return summed;
  }

  Known of(Source source) {
    return known.computeIfAbsent(source, it -> new Known(new Places(), new TreeMap<>()));
  }

  /** What has to be asked so that everything that is touched can be placed and summed. */
  List<Question> questions(InfluxQl influxQl) {
    List<Question> questions = new ArrayList<>();
    questions.add(
        new Question(
            "select *"
                + influxQl.samples(stretch.measurement())
                + where(Step.MINUTE)
                + " group by subject, station",
            this::foundSamples));
    if (summed) {
      questions.add(sums(influxQl, Step.MINUTE, Step.QUARTER));
      questions.add(sums(influxQl, Step.QUARTER, Step.HOUR));
      questions.add(sums(influxQl, Step.HOUR, Step.DAY));
    }
    return questions;
  }

  private Question sums(InfluxQl influxQl, Step part, Step whole) {
    return new Question(
        InfluxLayout.SELECT_SUMS
            + influxQl.sums(stretch.measurement(), part)
            + where(whole)
            + InfluxLayout.BY_SERIES,
        table -> foundSums(part, table));
  }

  private String where(Step frames) {
    String time = " where " + InfluxQl.within(stretch.frames(frames));
    return stretch.points().size() > MOST_NAMED
        ? time
        : time
            + stretch.points().keySet().stream()
                .map(Surroundings::named)
                .collect(Collectors.joining(" or ", " and (", ")"));
  }

  private static String named(Source source) {
    return "(%s = %s and %s = %s)"
        .formatted(
            name(InfluxLayout.SUBJECT),
            text(source.subject()),
            name(InfluxLayout.STATION),
            text(source.station()));
  }

  private void foundSamples(Table table) {
    Source source = source(table);
    if (stretch.points().containsKey(source)) {
      table
          .rows()
          .forEach(
              row ->
                  of(source)
                      .places()
                      .found(
                          InfluxLayout.whole(row[0]),
                          InfluxLayout.point(stretch.measurement(), source, table.columns(), row)));
    }
  }

  private void foundSums(Step step, Table table) {
    Source source = source(table);
    if (stretch.points().containsKey(source)) {
      RollUps sums = of(source).sums(table.tag(InfluxLayout.FIELD));
      table.rows().forEach(row -> InfluxLayout.buckets(row).forEach(it -> sums.found(step, it)));
    }
  }

  private static Source source(Table table) {
    return new Source(table.tag(InfluxLayout.SUBJECT), table.tag(InfluxLayout.STATION));
  }
}
