package fr.anima.hub.history;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The two ways a table is written: the one way for cells, numbers and times of each. */
public enum CsvFlavour {
  /** French Excel opens it by a double click: a mark in front, semicolons, commas, local time. */
  EXCEL("\ufeff", ";", "dd/MM/yyyy HH:mm"),
  /** For programs, as RFC 4180 has it: commas, dots, UTC as ISO 8601. */
  STANDARD("", ",", "");

  private static final String END = "\r\n";

  private final String mark;
  private final String separator;
  private final String pattern;

  CsvFlavour(String mark, String separator, String pattern) {
    this.mark = mark;
    this.separator = separator;
    this.pattern = pattern;
  }

  /** What a file begins with. */
  public String mark() {
    return mark;
  }

  /** A line of cells that were made here. */
  public String line(String... cells) {
    return String.join(separator, cells) + END;
  }

  /** A number as it is, with the comma or dot of the reader. */
  public String number(double value) {
    return this == EXCEL
        ? new BigDecimal(Double.toString(value)).toPlainString().replace('.', ',')
        : Double.toString(value);
  }

  /** An instant, to the minute in the site's time or whole in UTC. */
  public String time(Instant at, ZoneId zone) {
    return this == EXCEL
        ? DateTimeFormatter.ofPattern(pattern).format(at.atZone(zone))
        : DateTimeFormatter.ISO_INSTANT.format(at.atOffset(ZoneOffset.UTC));
  }

  /**
   * A text that no spreadsheet takes for a formula: what begins like one is quoted by an
   * apostrophe, as OWASP recommends against CSV injection. Numbers of ours are never passed through
   * here.
   */
  public String text(String text) {
    String harmless = text.matches("(?s)[=+\\-@\\t\\r].*") ? "'" + text : text;
    return harmless.contains(separator) || harmless.matches("(?s).*[\"\\r\\n].*")
        ? "\"" + harmless.replace("\"", "\"\"") + "\""
        : harmless;
  }
}
