package fr.anima.edge.sensors.recorded;

import java.util.ArrayList;
import java.util.List;

/**
 * One line of a table as its cells (RFC 4180 within a line). Lines are cut apart before quotes are
 * looked at, so a stray quote costs its line and not the rest of the file.
 */
final class CsvLine {
  private CsvLine() {}

  static List<String> cells(String line, char delimiter) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quoted && c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        cell.append(c);
        i++;
      } else if (c == '"' && (quoted || cell.toString().isBlank())) {
        quoted = !quoted;
      } else if (c == delimiter && !quoted) {
        cells.add(cell.toString().strip());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString().strip());
    return cells;
  }
}
