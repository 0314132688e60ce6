package fr.anima.hub.animals.climate;

import fr.anima.hub.animals.climate.Climate.Outside;
import fr.anima.hub.animals.climate.Climate.Seen;
import fr.anima.hub.history.CsvFlavour;
import fr.anima.wire.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * An account as a table: a line for each quantity, then a line for each alert. All lines have all
 * columns, so that any program reads it; what a line does not have is empty.
 */
final class ClimateTable {
  private static final List<String> HEAD =
      List.of(
          "line",
          "enclosure",
          "from",
          "until",
          "quantity",
          "unit",
          "low",
          "high",
          "min",
          "mean",
          "max",
          "outside_minutes",
          "longest_outside_minutes",
          "longest_outside_since",
          "coverage",
          "kind",
          "severity",
          "raised_at",
          "taken_at",
          "taken_by",
          "cleared_at",
          "minutes_until_taken",
          "minutes_until_cleared");

  private static final int CLIMATE_CELLS = 9;
  private static final int ALERT_CELLS = 8;

  private final Account account;
  private final CsvFlavour csv;
  private final ClimateWords words;

  private ClimateTable(Account account, CsvFlavour csv) {
    this.account = account;
    this.csv = csv;
    this.words = csv == CsvFlavour.EXCEL ? ClimateWords.FRENCH : ClimateWords.PLAIN;
  }

  /** All of it; words are French for French Excel, and the contract's own for programs. */
  static String of(Account account, CsvFlavour csv) {
    ClimateTable table = new ClimateTable(account, csv);
    StringBuilder all = new StringBuilder(csv.mark());
    all.append(csv.line(HEAD.stream().map(table.words::column).toArray(String[]::new)));
    account.climates().forEach(it -> all.append(table.line(it)));
    account.reactions().forEach(it -> all.append(table.line(it)));
    return all.toString();
  }

  private String line(Climate it) {
    List<String> cells = begin("climate", Optional.of(it.quantity()));
    cells.add(number(it.low()));
    cells.add(number(it.high()));
    cells.add(it.seen().map(Seen::min).map(csv::number).orElse(""));
    cells.add(it.seen().map(Seen::mean).map(mean -> csv.number(rounded(mean))).orElse(""));
    cells.add(it.seen().map(Seen::max).map(csv::number).orElse(""));
    cells.add(minutes(it.outside().map(Outside::total)));
    cells.add(minutes(it.outside().map(Outside::longest)));
    cells.add(time(it.outside().flatMap(Outside::longestSince)));
    cells.add(csv.number(rounded(it.coverage())));
    cells.addAll(empty(ALERT_CELLS));
    return csv.line(cells.toArray(String[]::new));
  }

  private String line(Reaction it) {
    List<String> cells = begin("alert", it.quantity());
    cells.addAll(empty(CLIMATE_CELLS));
    cells.add(csv.text(words.kind(it.kind())));
    cells.add(csv.text(words.severity(it.severity())));
    cells.add(time(Optional.of(it.raisedAt())));
    cells.add(time(it.takenAt()));
    cells.add(csv.text(it.takenBy().orElse("")));
    cells.add(time(it.clearedAt()));
    cells.add(minutes(it.untilTaken()));
    cells.add(minutes(it.untilCleared()));
    return csv.line(cells.toArray(String[]::new));
  }

  private List<String> begin(String line, Optional<Quantity> quantity) {
    return new ArrayList<>(
        List.of(
            csv.text(words.line(line)),
            csv.text(account.name()),
            time(Optional.of(account.period().from())),
            time(Optional.of(account.period().until())),
            quantity.map(it -> csv.text(words.quantity(it))).orElse(""),
            quantity.map(it -> csv.text(words.unit(it))).orElse("")));
  }

  private static List<String> empty(int count) {
    String[] cells = new String[count];
    Arrays.fill(cells, "");
    return List.of(cells);
  }

  private String number(OptionalDouble value) {
    return value.isPresent() ? csv.number(value.getAsDouble()) : "";
  }

  private String minutes(Optional<Duration> length) {
    return length.map(it -> Long.toString(Math.round(it.toSeconds() / 60.0))).orElse("");
  }

  private String time(Optional<Instant> at) {
    return at.map(it -> csv.time(it, account.days().zone())).orElse("");
  }

  /** To the thousandth: more would be a mean's noise. */
  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
