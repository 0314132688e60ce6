package fr.anima.hub.animals;

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
import fr.anima.wire.Quantity;
import fr.anima.wire.Readings;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Readings straight from the log to the keepers' screens, one change a quantity. */
public final class ConditionsChannel implements Channel {
  private static final Duration FRESH = Duration.ofSeconds(10);

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

  /** One watch a quantity, because a record carries several and a watch says one thing. */
  @Override
  public List<Watch<?>> watches() {
    return Arrays.stream(Quantity.values()).<Watch<?>>map(ConditionsChannel::watch).toList();
  }

  private static Watch<Arrival> watch(Quantity quantity) {
    return new Watch<>(Topics.READINGS, record -> change(record, quantity));
  }

  private static Optional<LiveMessage> change(LogRecord<Arrival> record, Quantity quantity) {
    return record.value().message() instanceof Readings readings
        ? readings.values().stream()
            .filter(it -> it.quantity() == quantity)
            .findFirst()
            .map(it -> message(record, readings, it))
        : Optional.empty();
  }

  /** Of a backlog, which may come at thousands a second, the latest is enough. */
  private static LiveMessage message(
      LogRecord<Arrival> record, Readings readings, Measurement measurement) {
    LiveMessage message = LiveMessage.toAll(body(record, readings, measurement));
    Instant at = readings.measuredAt();
    return record.arrivedAt().isBefore(at.plus(FRESH))
        ? message
        : message.atMostOneASecondOf(
            record.value().place() + "/" + measurement.quantity().word(), at);
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
