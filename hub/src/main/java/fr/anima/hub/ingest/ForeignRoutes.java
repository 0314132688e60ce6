package fr.anima.hub.ingest;

import fr.anima.hub.eventlog.LogUnavailableException;
import fr.anima.hub.ingest.dialects.Dialects;
import fr.anima.hub.people.TryLimit;
import fr.anima.hub.stations.StationKey;
import fr.anima.hub.stations.StationRegistry;
import fr.anima.hub.web.Access;
import fr.anima.hub.web.Answer;
import fr.anima.hub.web.Operations;
import fr.anima.hub.web.Problem;
import fr.anima.hub.web.Request;
import fr.anima.hub.web.Routes;
import fr.anima.wire.StationId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Devices of other makes that speak HTTP instead of MQTT, with their station's name and key as HTTP
 * Basic: the same judgement, and no answer before the log has it.
 */
final class ForeignRoutes implements Routes {
  private static final Logger log = LoggerFactory.getLogger(ForeignRoutes.class);
  private static final int TRIES_A_MINUTE = 10;
  private static final String BASIC = "Basic ";
  private static final Answer NO_FRIENDS =
      new Answer(200, Map.of("Content-Type", "application/json"), new JsonArray().toBuffer());

  private final Ingest ingest;
  private final TryLimit limit;

  ForeignRoutes(Ingest ingest) {
    this.ingest = ingest;
    this.limit = new TryLimit(TRIES_A_MINUTE, ingest.clock());
  }

  @Override
  public void declare(Operations operations) {
    operations.operation("takeOwnTracks", Access.everyone(), this::ownTracks);
    operations.operation("takeUplink", Access.everyone(), this::uplink);
  }

  /** The app names user and device in headers, and waits for a list of friends: there are none. */
  private Future<Answer> ownTracks(Request request) {
    return admitted(
        request,
        station -> {
          String user = request.header("X-Limit-U").orElse(station.id().value());
          String topic = "owntracks/" + user + "/" + request.header("X-Limit-D").orElse("phone");
          return request.body().isEmpty() // a friend that was deleted on the phone
              ? Future.succeededFuture(NO_FRIENDS)
              : take(station, topic, request.body(), NO_FRIENDS);
        });
  }

  /** The webhook says in its body what the MQTT server says in its topic. */
  private Future<Answer> uplink(Request request) {
    return admitted(
        request,
        station -> {
          JsonObject ids = request.body().getJsonObject("end_device_ids");
          JsonObject application = ids.getJsonObject("application_ids");
          String topic =
              String.join(
                  "/",
                  "v3",
                  application.getString("application_id"),
                  "devices",
                  ids.getString("device_id"),
                  "up");
          return take(station, topic, request.body(), Answer.nothing());
        });
  }

  private interface Taking {
    Future<Answer> from(StationRegistry.Entry station);
  }

  private Future<Answer> admitted(Request request, Taking taking) {
    if (!limit.allows(request.address())) {
      return Future.succeededFuture(
          Answer.problem(Problem.of(429, "too-many-tries", "wait a minute before the next key"))
              .with("Retry-After", "60"));
    }
    Optional<StationRegistry.Entry> station = station(request);
    if (station.isEmpty()) {
      ingest.meters().refused(Reason.WRONG_KEY.word());
      log.warn("request refused from={} why=no such station, or not its key", request.address());
      return Future.succeededFuture(
          Answer.problem(
                  Problem.of(401, "wrong-key", "send the station's name and key as HTTP Basic"))
              .with("WWW-Authenticate", "Basic realm=\"station\""));
    }
    limit.succeeded(request.address());
    return taking.from(station.get());
  }

  private Optional<StationRegistry.Entry> station(Request request) {
    try {
      return request
          .header("Authorization")
          .filter(it -> it.startsWith(BASIC))
          .map(it -> Base64.getDecoder().decode(it.substring(BASIC.length()).strip()))
          .map(it -> new String(it, StandardCharsets.UTF_8).split(":", 2))
          .filter(it -> it.length == 2)
          .flatMap(
              it -> ingest.registry().authenticate(new StationId(it[0]), new StationKey(it[1])));
    } catch (IllegalArgumentException noNameOrNoBase64) {
      return Optional.empty();
    }
  }

  private Future<Answer> take(
      StationRegistry.Entry station, String topic, JsonObject body, Answer done) {
    Optional<StationRegistry.Speech> speech = station.speech();
    if (speech.isEmpty()) {
      return Future.succeededFuture(foreign("this station speaks MQTT and its own words"));
    }
    Instant now = ingest.clock().instant();
    ingest.registry().heard(station.id(), now);
    if (ingest.capacity().isFull()) {
      return Future.succeededFuture(
          later(station, new LogUnavailableException("there is no room for it at present")));
    }
    Buffer payload = body.toBuffer();
    Intake.Said said =
        ingest
            .foreign()
            .judge(
                station, speech.get(), new Dialects.Publish(topic, payload.getBytes(), false), now);
    return said.appendTo(ingest.log())
        .map(stored -> answer(station, said, done))
        .otherwise(why -> later(station, why));
  }

  /**
   * Stored, or refused for ever and kept among the refusals: either way, it need not come again.
   */
  private Answer answer(StationRegistry.Entry station, Intake.Said said, Answer done) {
    ingest.stored(station.id(), said);
    return said.foreign() ? foreign(said.refusals().get(0).detail()) : done;
  }

  private Answer later(StationRegistry.Entry station, Throwable why) {
    ingest.meters().failed();
    log.warn(
        "request not stored station={} why={}; it has to come again",
        station.id(),
        String.valueOf(why.getMessage()));
    return Answer.problem(Problem.of(503, "not-stored", "send it again later"));
  }

  private static Answer foreign(String detail) {
    return Answer.problem(Problem.of(403, "foreign-topic", detail));
  }
}
