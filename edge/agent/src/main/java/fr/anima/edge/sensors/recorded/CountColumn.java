package fr.anima.edge.sensors.recorded;

import java.util.Map;
import java.util.Set;

/**
 * Where the people of one direction stand in a table.
 *
 * @param column the column of the number
 * @param where only in rows whose column has one of these values, for tables with a row per
 *     direction or channel
 */
public record CountColumn(String column, Map<String, Set<String>> where) {
  /** Keeps a copy. */
  public CountColumn {
    where = Map.copyOf(where);
  }
}
