package fr.anima.edge.sensors.recorded;

import fr.anima.edge.sensors.Sample;
import fr.anima.edge.sensors.SensorException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A table with a time and a column per quantity. Read whole, because tables need not be sorted;
 * empty cells are left out.
 */
public final class RecordedReadings implements Recording {
  private final List<String> quantities;
  private final List<Sample.Values> rows = new ArrayList<>();
  private final TableReader reader;
  private int next;

  private RecordedReadings(TableReader reader, List<String> quantities) {
    this.reader = reader;
    this.quantities = quantities;
  }

  /**
   * Reads the table.
   *
   * @param quantityOfColumn which quantity a column holds, in that quantity's unit
   * @throws SensorException when a column is missing
   */
  public static RecordedReadings open(
      Path file, TableFormat format, Map<String, String> quantityOfColumn)
      throws IOException, SensorException {
    List<String> columns = quantityOfColumn.keySet().stream().sorted().toList();
    TableReader reader = new TableReader(file, format);
    RecordedReadings readings =
        new RecordedReadings(reader, columns.stream().map(quantityOfColumn::get).toList());
    reader.read(columns, (at, cells) -> readings.add(at, cells, columns));
    readings.rows.sort(Comparator.comparing(Sample.Values::at));
    return readings;
  }

  private void add(Instant at, List<String> cells, List<String> columns) {
    Map<String, Double> values = new TreeMap<>();
    for (int i = 0; i < columns.size(); i++) {
      String cell = TableReader.cell(cells, reader.column(columns.get(i)));
      if (!cell.isEmpty()) {
        values.put(quantities.get(i), finite(cell));
      }
    }
    if (!values.isEmpty()) {
      rows.add(new Sample.Values(at, Sample.TimeOf.SENSOR, values));
    }
  }

  private static double finite(String cell) {
    double value = Double.parseDouble(cell.replace(',', '.'));
    if (!Double.isFinite(value)) {
      throw new NumberFormatException("\"" + cell + "\" is not a number");
    }
    return value;
  }

  @Override
  public Optional<Sample> next() {
    return next < rows.size() ? Optional.of(rows.get(next++)) : Optional.empty();
  }

  @Override
  public String complaint() {
    return reader.complaint();
  }

  @Override
  public void close() {
    rows.clear();
  }
}
