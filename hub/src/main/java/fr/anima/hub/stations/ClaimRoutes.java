package fr.anima.hub.stations;

import fr.anima.hub.database.Database;
import fr.anima.hub.people.Role;
import fr.anima.hub.people.TryLimit;
import fr.anima.hub.web.Access;
import fr.anima.hub.web.Answer;
import fr.anima.hub.web.Operations;
import fr.anima.hub.web.Problem;
import fr.anima.hub.web.Request;
import fr.anima.hub.web.Routes;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * How a station comes by its name: an operator gets a code, the station shows it with the key it
 * has made for itself. The key is never kept here, only its hash.
 */
public final class ClaimRoutes implements Routes {
  private static final int TRIES_A_MINUTE = 10;

  private final ClaimStore claims;
  private final Door door;
  private final Supplier<Future<Void>> admission;
  private final InstantSource clock;
  private final TryLimit limit;
  private final SecureRandom random = new SecureRandom();

  /**
   * Where stations connect after their claim.
   *
   * @param encrypted whether that is with TLS
   */
  public record Door(int port, boolean encrypted) {}

  /** Over the table of codes; admission is told when a station has come by its name. */
  public ClaimRoutes(
      Database database, Door door, Supplier<Future<Void>> admission, InstantSource clock) {
    this.claims = new ClaimStore(database);
    this.door = door;
    this.admission = admission;
    this.clock = clock;
    this.limit = new TryLimit(TRIES_A_MINUTE, clock);
  }

  @Override
  public void declare(Operations operations) {
    operations.operation("offerStation", Role.only(Role.ADMIN), this::offer);
    operations.operation("listStationOffers", Role.only(Role.ADMIN), this::open);
    operations.operation("withdrawStationOffer", Role.only(Role.ADMIN), this::withdraw);
    operations.operation("claimStation", Access.everyone(), this::claim);
  }

  private Future<Answer> offer(Request request) {
    Station station = StationRoutes.described(request.body(), clock.instant());
    ClaimCode code = ClaimCode.fresh(random);
    return claims
        .offer(station, code)
        .map(
            offered ->
                offered
                    ? Answer.created(
                        new JsonObject()
                            .put("id", station.id().value())
                            .put("code", code.grouped())
                            .put("expiresAt", station.addedAt().plus(ClaimCode.GOOD).toString()))
                    : Answer.problem(StationRoutes.taken(station.id())));
  }

  private Future<Answer> open(Request request) {
    return claims
        .open(clock.instant())
        .map(
            open -> {
              JsonArray offers = new JsonArray();
              open.forEach(offer -> offers.add(json(offer)));
              return Answer.ok(new JsonObject().put("offers", offers));
            });
  }

  private static JsonObject json(ClaimStore.Offer offer) {
    return new JsonObject()
        .put("id", offer.station().id().value())
        .put("kind", offer.station().kind().word())
        .put("place", offer.station().place())
        .put("expiresAt", offer.expiresAt().toString());
  }

  private Future<Answer> withdraw(Request request) {
    return claims
        .withdraw(request.parameter("station"))
        .map(
            withdrawn ->
                withdrawn ? Answer.nothing() : Answer.problem(Problem.notFound("open code")));
  }

  private Future<Answer> claim(Request request) {
    if (!limit.allows(request.address())) {
      return Future.succeededFuture(
          Answer.problem(Problem.of(429, "too-many-tries", "wait a minute before the next code"))
              .with("Retry-After", "60"));
    }
    JsonObject shown = request.body();
    return claims
        .redeem(
            ClaimCode.typed(shown.getString("code")),
            new StationKey(shown.getString("key")),
            clock.instant())
        .compose(
            station ->
                station.isEmpty()
                    ? Future.succeededFuture(refused())
                    : welcome(request, station.get()));
  }

  private Future<Answer> welcome(Request request, Station station) {
    limit.succeeded(request.address());
    return admission
        .get()
        .map(
            done ->
                Answer.created(
                    new JsonObject()
                        .put("id", station.id().value())
                        .put("kind", station.kind().word())
                        .put("place", station.place())
                        .put("mqttPort", door.port())
                        .put("mqttEncrypted", door.encrypted())));
  }

  private static Answer refused() {
    return Answer.problem(
        Problem.of(
                401,
                "code-not-good",
                "this code is unknown, was used, withdrawn or is over; ask for a new one")
            .at("/code"));
  }
}
