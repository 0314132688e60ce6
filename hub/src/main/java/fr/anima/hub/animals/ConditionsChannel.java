package fr.anima.hub.animals;

import fr.anima.hub.animals.care.AlertStore;
import fr.anima.hub.eventlog.Arrival;
import fr.anima.hub.eventlog.Json;
import fr.anima.hub.eventlog.LogRecord;
import fr.anima.hub.eventlog.Topics;
import fr.anima.hub.history.SeriesStore;
import fr.anima.hub.live.Channel;
import fr.anima.hub.live.LiveMessage;
import fr.anima.hub.people.Role;
import fr.anima.hub.people.Viewer;
import fr.anima.hub.web.Access;
import fr.anima.wire.Measurement;
import fr.anima.wire.Readings;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Readings straight from the log to the keepers' screens, one change a quantity. */
public final class ConditionsChannel implements Channel {
  private final EnclosureBoard board;

  /** Over what is known of enclosures, their alerts and their history. */
  public ConditionsChannel(
      EnclosureStore enclosures, AlertStore alerts, SeriesStore history, InstantSource clock) {
    this.board = new EnclosureBoard(enclosures, alerts, history, clock);
  }

  @Override
  public String name() {
    return "conditions";
  }

  @Override
  public Access access() {
    return Role.only(Role.KEEPER, Role.ADMIN);
  }

  @Override
  public Future<List<JsonObject>> snapshot(Viewer viewer) {
    return board.all().map(all -> all.stream().map(Json::object).toList());
  }

  @Override
  public List<Watch<?>> watches() {
    return List.of(new Watch<>(Topics.READINGS, ConditionsChannel::changes));
  }

  private static List<LiveMessage> changes(LogRecord<Arrival> record) {
    List<LiveMessage> changes = new ArrayList<>();
    if (record.value().message() instanceof Readings readings) {
      for (Measurement each : readings.values()) {
        changes.add(change(record, readings, each));
      }
    }
    return changes;
  }

  /** Whatever a station sends in a second, the latest is all that a person can read. */
  private static LiveMessage change(
      LogRecord<Arrival> record, Readings readings, Measurement measurement) {
    String key = record.value().place() + "/" + measurement.quantity().word();
    return LiveMessage.toAll(() -> body(record, readings, measurement))
        .atMostOneASecondOf(key, readings.measuredAt());
  }

  private static JsonObject body(
      LogRecord<Arrival> record, Readings readings, Measurement measurement) {
    return new JsonObject()
        .put("kind", "reading")
        .put("enclosure", record.value().place())
        .put("quantity", measurement.quantity().word())
        .put("value", measurement.value())
        .put("unit", measurement.quantity().unit())
        .put("measuredAt", readings.measuredAt().toString())
        .put("receivedAt", record.arrivedAt().toString())
        .put("clock", readings.stamp().clock().word());
  }
}
