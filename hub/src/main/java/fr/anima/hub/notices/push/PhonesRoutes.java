package fr.anima.hub.notices.push;

import fr.anima.hub.notices.push.Phone.Keys;
import fr.anima.hub.people.Role;
import fr.anima.hub.people.Viewer;
import fr.anima.hub.web.Access;
import fr.anima.hub.web.Answer;
import fr.anima.hub.web.Operations;
import fr.anima.hub.web.Problem;
import fr.anima.hub.web.Request;
import fr.anima.hub.web.Routes;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/** Everyone's own phones: which are told, another one, one less. */
final class PhonesRoutes implements Routes {
  private static final PushNote PROBE = new PushNote("{}", Duration.ZERO, "low", "probe");

  private final PhoneStore phones;
  private final VapidStore vapid;
  private final PushServices services;
  private final InstantSource clock;

  PhonesRoutes(PhoneStore phones, VapidStore vapid, PushServices services, InstantSource clock) {
    this.phones = phones;
    this.vapid = vapid;
    this.services = services;
    this.clock = clock;
  }

  @Override
  public void declare(Operations operations) {
    Access keepers = Role.only(Role.KEEPER, Role.ADMIN);
    operations.operation("listPhones", keepers, this::list);
    operations.operation("addPhone", keepers, this::add);
    operations.operation("dropPhone", keepers, this::drop);
  }

  private Future<Answer> list(Request request) {
    Instant now = clock.instant();
    return vapid
        .key(now)
        .compose(
            key ->
                phones
                    .ofPerson(Viewer.of(request).person())
                    .map(
                        rows -> {
                          JsonArray all = new JsonArray();
                          rows.forEach(row -> all.add(phone(row)));
                          return Answer.ok(
                              new JsonObject()
                                  .put("hubTime", now.toString())
                                  .put("key", key.extractPublicKeyInUncompressedFormAsString())
                                  .put("phones", all));
                        }));
  }

  private Future<Answer> add(Request request) {
    JsonObject body = request.body();
    Optional<URI> address = services.admitted(body.getString("endpoint"));
    if (address.isEmpty()) {
      return refuse(
          Problem.of(
                  400,
                  "unknown-push-service",
                  "this is no address of a push service that the hub knows; the operator can add"
                      + " one with ANIMA_PUSH_SERVICES")
              .at("/endpoint"));
    }
    Optional<Keys> keys = keys(body);
    if (keys.isEmpty()) {
      return refuse(
          Problem.of(400, "invalid-subscription", "these are no keys of a browser's subscription")
              .at("/agreement"));
    }
    Phone phone = new Phone(UUID.randomUUID(), address.get(), keys.get(), Optional.empty());
    UUID person = Viewer.of(request).person();
    return Optional.ofNullable(body.getString("replaces"))
        .map(before -> phones.renew(person, before, phone))
        .orElseGet(() -> Future.succeededFuture(false))
        .compose(
            renewed ->
                renewed
                    ? list(request)
                    : phones
                        .add(person, body.getString("name"), phone, clock.instant())
                        .compose(added -> answer(request, added)));
  }

  private Future<Answer> answer(Request request, PhoneStore.Added added) {
    return switch (added) {
      case KEPT -> list(request);
      case NO_ACCOUNT -> refuse(Problem.notFound("account"));
      case FULL ->
          refuse(
              Problem.of(
                  409,
                  "too-many-phones",
                  "at most " + PhoneStore.MOST + " phones: remove one first"));
    };
  }

  private Future<Answer> drop(Request request) {
    return phones
        .drop(request.uuid("phone"), Viewer.of(request).person())
        .compose(gone -> gone ? list(request) : refuse(Problem.notFound("phone")));
  }

  /** Keys that something can be sealed with; the browser made them, and is not to be trusted. */
  private static Optional<Keys> keys(JsonObject body) {
    try {
      Keys keys = new Keys(body.getString("agreement"), body.getString("secret"));
      PushCarrier.seal(keys, PROBE);
      return Optional.of(keys);
    } catch (RuntimeException notOnes) {
      return Optional.empty();
    }
  }

  private static Future<Answer> refuse(Problem problem) {
    return Future.succeededFuture(Answer.problem(problem));
  }

  private static JsonObject phone(Row row) {
    JsonObject json =
        new JsonObject()
            .put("id", row.getUUID("id").toString())
            .put("name", row.getString("name"))
            .put("addedAt", time(row, "added_at").orElseThrow());
    Optional.ofNullable(row.getString("mark")).ifPresent(it -> json.put("mark", it));
    Optional.ofNullable(row.getString("trouble")).ifPresent(it -> json.put("trouble", it));
    time(row, "reached_at").ifPresent(it -> json.put("reachedAt", it));
    time(row, "gone_at").ifPresent(it -> json.put("goneAt", it));
    return json;
  }

  private static Optional<String> time(Row row, String column) {
    return Optional.ofNullable(row.getOffsetDateTime(column))
        .map(OffsetDateTime::toInstant)
        .map(Object::toString);
  }
}
