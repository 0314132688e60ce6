package fr.anima.edge.sensors.recorded;

import fr.anima.edge.sensors.Sample;
import fr.anima.edge.sensors.SensorException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A table of counted people, its times the beginnings of equal intervals. Rows of one interval,
 * such as the channels of one counter, are added. Empty counts are left out: not counted is not
 * nobody.
 */
public final class RecordedCounts implements Recording {
  private final Map<Instant, long[]> inAndOut = new TreeMap<>();
  private final Duration interval;
  private final TableReader reader;
  private final List<CountColumn> columns;
  private Optional<Iterator<Map.Entry<Instant, long[]>>> playing = Optional.empty();

  private RecordedCounts(TableReader reader, List<CountColumn> columns, Duration interval) {
    this.reader = reader;
    this.columns = columns;
    this.interval = interval;
  }

  /**
   * Reads the table.
   *
   * @param in people inwards
   * @param out people outwards; empty when the table does not part directions
   * @param interval length of each interval, at most an hour
   * @throws SensorException when a column is missing
   */
  public static RecordedCounts open(
      Path file, TableFormat format, CountColumn in, Optional<CountColumn> out, Duration interval)
      throws IOException, SensorException {
    List<CountColumn> columns = new ArrayList<>(List.of(in));
    out.ifPresent(columns::add);
    List<String> names = new ArrayList<>();
    for (CountColumn each : columns) {
      names.add(each.column());
      names.addAll(each.where().keySet());
    }
    TableReader reader = new TableReader(file, format);
    RecordedCounts counts = new RecordedCounts(reader, columns, interval);
    reader.read(names, counts::add);
    return counts;
  }

  private void add(Instant from, List<String> cells) {
    // All numbers are read before any is kept, so a bad row leaves no trace.
    long[] people = new long[2];
    boolean counted = false;
    for (int direction = 0; direction < columns.size(); direction++) {
      CountColumn column = columns.get(direction);
      String cell = TableReader.cell(cells, reader.column(column.column()));
      if (!cell.isEmpty() && reader.matches(column.where(), cells)) {
        people[direction] = Long.parseLong(cell);
        counted = true;
      }
    }
    if (counted) {
      long[] sum = inAndOut.computeIfAbsent(from, it -> new long[2]);
      sum[0] += people[0];
      sum[1] += people[1];
    }
  }

  @Override
  public Optional<Sample> next() {
    Iterator<Map.Entry<Instant, long[]>> rest =
        playing.orElseGet(() -> inAndOut.entrySet().iterator());
    playing = Optional.of(rest);
    if (!rest.hasNext()) {
      return Optional.empty();
    }
    Map.Entry<Instant, long[]> row = rest.next();
    return Optional.of(
        new Sample.Count(
            row.getKey().plus(interval),
            Sample.TimeOf.SENSOR,
            row.getKey(),
            row.getValue()[0],
            row.getValue()[1]));
  }

  @Override
  public String complaint() {
    return reader.complaint();
  }

  @Override
  public void close() {
    playing = Optional.of(List.<Map.Entry<Instant, long[]>>of().iterator());
    inAndOut.clear();
  }
}
