package fr.anima.hub.deliveries;

import fr.anima.hub.deliveries.CourierRound.Tour;
import fr.anima.hub.deliveries.Delivery.Changed;
import fr.anima.hub.eventlog.Json;
import fr.anima.hub.eventlog.LogRecord;
import fr.anima.hub.live.Channel;
import fr.anima.hub.live.LiveMessage;
import fr.anima.hub.people.Role;
import fr.anima.hub.people.Viewer;
import fr.anima.hub.web.Access;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** The dispatchers' board, live. */
final class DeliveryChannel implements Channel {
  private final DispatchBoard board;
  private final InstantSource clock;

  DeliveryChannel(DispatchBoard board, InstantSource clock) {
    this.board = board;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "deliveries";
  }

  @Override
  public Access access() {
    return Role.only(Role.DISPATCHER, Role.ADMIN);
  }

  @Override
  public Future<List<JsonObject>> snapshot(Viewer viewer) {
    Instant now = clock.instant();
    return board.today().map(all -> all.stream().map(it -> form(it, now)).toList());
  }

  @Override
  public List<Watch<?>> watches() {
    return List.of(new Watch<>(Changed.TOPIC, this::change));
  }

  private List<LiveMessage> change(LogRecord<Changed> record) {
    JsonObject delivery = form(record.value().delivery(), clock.instant());
    return List.of(
        LiveMessage.toAll(new JsonObject().put("kind", "delivery").put("delivery", delivery)));
  }

  /** The contract's Delivery. */
  static JsonObject form(Delivery it, Instant now) {
    JsonObject form =
        new JsonObject()
            .put("id", it.id().toString())
            .put("number", it.order().number())
            .put("state", Stop.word(it.state()))
            .put("orderState", it.order().state().word())
            .put("slot", Json.object(it.order().slot()))
            .put("version", it.version());
    it.bike().ifPresent(bike -> form.put("bike", bike));
    it.readyAt().ifPresent(at -> form.put("readyAt", at.toString()));
    Eta.marginSeconds(it, now).ifPresent(seconds -> form.put("marginSeconds", seconds));
    JsonArray stops = new JsonArray();
    it.stops().forEach(stop -> stops.add(form(stop)));
    return form.put("stops", stops);
  }

  /** The contract's Tour. */
  static JsonObject form(Tour tour) {
    JsonObject form = new JsonObject().put("hubTime", tour.asOf().toString());
    tour.shift().ifPresent(it -> form.put("shift", Json.object(it)));
    JsonArray stops = new JsonArray();
    tour.stops()
        .forEach(
            it ->
                stops.add(
                    new JsonObject()
                        .put("stop", form(it.stop()))
                        .put("number", it.number())
                        .put("slot", Json.object(it.slot()))));
    return form.put("stops", stops);
  }

  /** The contract's Stop. */
  private static JsonObject form(Stop it) {
    JsonObject form =
        new JsonObject()
            .put("id", it.id().toString())
            .put("kind", Stop.word(it.kind()))
            .put("state", Stop.word(it.state()))
            .put("name", it.spot().name())
            .put("address", it.spot().address())
            .put("latitude", it.spot().latitudeDegrees())
            .put("longitude", it.spot().longitudeDegrees())
            .put("parcels", it.load().parcels())
            .put("cold", it.load().cold());
    it.spot().instructions().ifPresent(text -> form.put("instructions", text));
    it.spot().phone().ifPresent(phone -> form.put("phone", phone));
    it.finishedAt().ifPresent(at -> form.put("finishedAt", at.toString()));
    it.reason().ifPresent(reason -> form.put("reason", Stop.word(reason)));
    return form;
  }

  /** A courier's own round, live: news are a wink, the phone fetches the round again. */
  static final class TourChannel implements Channel {
    private final CourierRound round;

    TourChannel(CourierRound round) {
      this.round = round;
    }

    @Override
    public String name() {
      return "tour";
    }

    @Override
    public Access access() {
      return Role.only(Role.COURIER);
    }

    @Override
    public Future<List<JsonObject>> snapshot(Viewer viewer) {
      return round.tour(viewer.person()).map(it -> List.of(form(it)));
    }

    @Override
    public List<Watch<?>> watches() {
      return List.of(new Watch<>(Changed.TOPIC, TourChannel::change));
    }

    private static List<LiveMessage> change(LogRecord<Changed> record) {
      return List.of(
          LiveMessage.toAll(new JsonObject().put("kind", "tour"))
              .onlyFor(viewer -> record.value().couriers().contains(viewer.person())));
    }
  }
}
