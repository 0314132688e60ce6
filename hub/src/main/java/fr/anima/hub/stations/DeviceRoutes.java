package fr.anima.hub.stations;

import static fr.anima.hub.people.Role.ADMIN;

import fr.anima.hub.database.Database;
import fr.anima.hub.people.Role;
import fr.anima.hub.web.Answer;
import fr.anima.hub.web.Operations;
import fr.anima.hub.web.Problem;
import fr.anima.hub.web.Request;
import fr.anima.hub.web.Routes;
import fr.anima.wire.Quantity;
import fr.anima.wire.StationId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.function.Supplier;

/** Operators say what the devices behind a station of another make belong to. */
public final class DeviceRoutes implements Routes {
  private static final String NOTHING = "none";

  private final DeviceStore devices;
  private final StationRegistry registry;
  private final Supplier<Future<Void>> admission;

  /** Over the table; admission is told of each change. */
  public DeviceRoutes(
      Database database, StationRegistry registry, Supplier<Future<Void>> admission) {
    this.devices = new DeviceStore(database);
    this.registry = registry;
    this.admission = admission;
  }

  @Override
  public void declare(Operations operations) {
    operations.operation("listDevices", Role.only(ADMIN), this::list);
    operations.operation("mapDevice", Role.only(ADMIN), this::map);
    operations.operation("forgetDevice", Role.only(ADMIN), this::forget);
  }

  private Future<Answer> list(Request request) {
    StationId station = new StationId(request.parameter("station"));
    return registry
        .speech(station)
        .map(speech -> devices.of(station.value()).map(rows -> Answer.ok(json(station, rows))))
        .orElseGet(() -> Future.succeededFuture(unknown()));
  }

  private JsonObject json(StationId station, Iterable<DeviceMap.Row> rows) {
    JsonArray mapped = new JsonArray();
    rows.forEach(row -> mapped.add(json(row.device(), row.field(), row.place(), row.quantity())));
    JsonArray leftOut = new JsonArray();
    registry
        .leftOut()
        .of(station)
        .forEach(
            it ->
                leftOut.add(
                    new JsonObject()
                        .put("device", it.name().device())
                        .put("field", it.name().field())
                        .put("times", it.times())));
    return new JsonObject().put("devices", mapped).put("leftOut", leftOut);
  }

  private Future<Answer> map(Request request) {
    JsonObject said = request.body();
    String device = said.getString("device");
    String field = said.getString("field", "");
    Optional<String> word = Optional.ofNullable(said.getString("quantity"));
    if (field.isEmpty() == word.isPresent()) {
      return Future.succeededFuture(
          Answer.problem(
              Problem.of(
                      400,
                      "invalid-request",
                      "a field goes with a quantity, or with none to leave it out;"
                          + " a whole device goes without both")
                  .at("/quantity")));
    }
    Optional<Quantity> quantity = word.filter(it -> !it.equals(NOTHING)).map(Quantity::ofWord);
    return devices
        .map(
            request.parameter("station"),
            device,
            field,
            Optional.ofNullable(said.getString("place")),
            quantity)
        .compose(
            place ->
                place.isEmpty()
                    ? Future.succeededFuture(unknown())
                    : admission
                        .get()
                        .map(done -> Answer.ok(json(device, field, place.get(), quantity))));
  }

  private Future<Answer> forget(Request request) {
    return devices
        .forget(
            request.parameter("station"),
            request.parameter("device"),
            request.optional("field").orElse(""))
        .compose(
            forgotten ->
                forgotten
                    ? admission.get().map(done -> Answer.nothing())
                    : Future.succeededFuture(Answer.problem(Problem.notFound("mapping"))));
  }

  private static JsonObject json(
      String device, String field, String place, Optional<Quantity> quantity) {
    JsonObject json = new JsonObject().put("device", device).put("place", place);
    if (!field.isEmpty()) {
      json.put("field", field).put("quantity", quantity.map(Quantity::word).orElse(NOTHING));
    }
    return json;
  }

  private static Answer unknown() {
    return Answer.problem(Problem.notFound("station that speaks a dialect"));
  }
}
