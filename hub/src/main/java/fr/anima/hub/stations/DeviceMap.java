package fr.anima.hub.stations;

import fr.anima.wire.Quantity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the devices behind a station belong to, as somebody has said. */
public final class DeviceMap {
  /** Nobody has said anything. */
  public static final DeviceMap NONE = new DeviceMap(List.of());

  private final Map<String, Map<String, Row>> byDevice = new HashMap<>();

  /**
   * What somebody has said of a device, or of one field of it.
   *
   * @param field empty for the whole device
   * @param quantity what the field measures; empty for a field that shall be left out, and for a
   *     whole device, whose fields mean what their maker says
   */
  public record Row(String device, String field, String place, Optional<Quantity> quantity) {
    /** Whether this is of the whole device. */
    boolean isWhole() {
      return field.isEmpty();
    }
  }

  /** Of these rows. */
  public DeviceMap(List<Row> rows) {
    rows.forEach(
        row -> byDevice.computeIfAbsent(row.device(), it -> new HashMap<>()).put(row.field(), row));
  }

  /** Whether anything was said of that device. */
  public boolean knows(String device) {
    return byDevice.containsKey(device);
  }

  /** What was said of that field, alone. */
  public Optional<Row> field(String device, String field) {
    return Optional.ofNullable(byDevice.getOrDefault(device, Map.of()).get(field))
        .filter(row -> !row.isWhole());
  }

  /** Where that device is, as a whole. */
  public Optional<String> place(String device) {
    return Optional.ofNullable(byDevice.getOrDefault(device, Map.of()).get("")).map(Row::place);
  }
}
