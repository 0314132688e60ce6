package fr.anima.hub.stations;

import fr.anima.hub.database.Database;
import fr.anima.wire.Quantity;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table of what the devices behind a station belong to. */
final class DeviceStore {
  private static final String MAP_DEVICE =
      """
      insert into device_mapping (station, device, field, place, quantity)
      select id, $2, $3, coalesce($4, device.place, station.place), $5
      from station left join device_mapping device
        on device.station = id and device.device = $2 and device.field = ''
      where id = $1 and revoked_at is null and dialect is not null
      on conflict (station, device, field)
        do update set place = excluded.place, quantity = excluded.quantity
      returning place""";

  private static final String FORGET_DEVICE =
      "delete from device_mapping where station = $1 and device = $2 and field = $3";

  private static final String DEVICES_OF_STATION =
      """
      select device, field, place, quantity from device_mapping
      where station = $1 order by device, field""";

  private final Database database;

  DeviceStore(Database database) {
    this.database = database;
  }

  /**
   * Says what a device, or one field of it, belongs to; answers where that is.
   *
   * @param place empty for the place of the whole device, and that of the station where nobody has
   *     placed the device
   * @return empty when no station of that name speaks a dialect
   */
  Future<Optional<String>> map(
      String station,
      String device,
      String field,
      Optional<String> place,
      Optional<Quantity> quantity) {
    Tuple row =
        Tuple.of(
            station, device, field, place.orElse(null), quantity.map(Quantity::word).orElse(null));
    return database
        .client()
        .preparedQuery(MAP_DEVICE)
        .execute(row)
        .map(
            rows ->
                rows.size() == 0
                    ? Optional.empty()
                    : Optional.of(rows.iterator().next().getString("place")));
  }

  /** Takes back what was said; false when nothing was. */
  Future<Boolean> forget(String station, String device, String field) {
    return database
        .client()
        .preparedQuery(FORGET_DEVICE)
        .execute(Tuple.of(station, device, field))
        .map(rows -> rows.rowCount() == 1);
  }

  /** All that was said of a station's devices. */
  Future<List<DeviceMap.Row>> of(String station) {
    return database
        .client()
        .preparedQuery(DEVICES_OF_STATION)
        .execute(Tuple.of(station))
        .map(
            rows -> {
              List<DeviceMap.Row> devices = new ArrayList<>();
              for (Row row : rows) {
                devices.add(row(row.toJson()));
              }
              return devices;
            });
  }

  /** One row, as JSON has it. */
  static DeviceMap.Row row(JsonObject json) {
    return new DeviceMap.Row(
        json.getString("device"),
        json.getString("field"),
        json.getString("place"),
        Optional.ofNullable(json.getString("quantity")).map(Quantity::ofWord));
  }
}
