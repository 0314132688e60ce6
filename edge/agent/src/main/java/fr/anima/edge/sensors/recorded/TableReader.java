package fr.anima.edge.sensors.recorded;

import fr.anima.edge.sensors.SensorException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/**
 * Reads a table row by row, plain or gzipped. Rows that cannot be read are counted and the first is
 * remembered; they never stop the rest.
 */
final class TableReader {
  private final Path file;
  private final TableFormat format;
  private final DateTimeFormatter times;
  private List<String> header = List.of();
  private long bad;
  private String firstBad = "";

  /** What to do with a row that passed the filter. */
  interface Row {
    /**
     * Takes the row.
     *
     * @throws IllegalArgumentException or DateTimeException when a cell cannot be read
     */
    void take(Instant at, List<String> cells);
  }

  TableReader(Path file, TableFormat format) {
    this.file = file;
    this.format = format;
    this.times = TableFormat.formatter(format.timePattern());
  }

  /** Reads all rows. Bytes that are not UTF-8 become replacement characters, not errors. */
  void read(List<String> columns, Row row) throws IOException, SensorException {
    try (InputStream bytes = Files.newInputStream(file);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(
                    file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes,
                    StandardCharsets.UTF_8))) {
      String first = lines.readLine();
      header = CsvLine.cells(first == null ? "" : first.replace("\uFEFF", ""), format.delimiter());
      checkColumns(columns);
      List<Integer> timeColumns = format.timeColumns().stream().map(this::column).toList();
      long number = 1;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          read(number, CsvLine.cells(line, format.delimiter()), timeColumns, row);
        }
      }
    }
  }

  /** The index of a column of that name. */
  int column(String name) {
    return header.indexOf(name);
  }

  /** What could not be read; empty when all could. */
  String complaint() {
    return bad == 0
        ? ""
        : bad + " rows of " + file.getFileName() + " unreadable, first " + firstBad;
  }

  /** Whether the row has one of the wanted values in each of these columns. */
  boolean matches(Map<String, Set<String>> where, List<String> cells) {
    return where.entrySet().stream()
        .allMatch(each -> each.getValue().contains(cell(cells, column(each.getKey()))));
  }

  static String cell(List<String> cells, int column) {
    return column < cells.size() ? cells.get(column) : "";
  }

  private void read(long number, List<String> cells, List<Integer> timeColumns, Row row) {
    if (!matches(format.where(), cells)) {
      return;
    }
    try {
      String time =
          timeColumns.stream().map(it -> cell(cells, it)).collect(Collectors.joining(" "));
      row.take(format.instant(times, time), cells);
    } catch (DateTimeException | IllegalArgumentException why) {
      bad++;
      if (firstBad.isEmpty()) {
        firstBad = "in line " + number + ": " + why.getMessage();
      }
    }
  }

  private void checkColumns(List<String> columns) throws SensorException {
    List<String> wanted = new ArrayList<>(columns);
    wanted.addAll(format.timeColumns());
    wanted.addAll(format.where().keySet());
    for (String each : wanted) {
      if (!header.contains(each)) {
        throw new SensorException(
            file + " has no column \"" + each + "\"; it has: " + String.join(", ", header));
      }
    }
  }
}
