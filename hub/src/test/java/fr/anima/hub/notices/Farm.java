package fr.anima.hub.notices;

import static fr.anima.hub.database.TestDatabase.await;

import fr.anima.hub.animals.EnclosureStore;
import fr.anima.hub.database.Database;
import fr.anima.hub.database.TestDatabase;
import fr.anima.hub.eventlog.LogRecord;
import fr.anima.hub.eventlog.Projection;
import fr.anima.hub.fixtures.Ask;
import fr.anima.hub.fixtures.Logged;
import fr.anima.hub.history.InMemorySeriesStore;
import fr.anima.hub.history.TestRules;
import fr.anima.hub.notices.sending.Carrier;
import fr.anima.hub.orders.MovableClock;
import fr.anima.hub.people.Role;
import fr.anima.hub.people.Viewer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Keepers on a real database, and hubs that tell them; a second hub is a restart of the first. */
final class Farm {
  static final ZoneId PARIS = ZoneId.of("Europe/Paris");

  final Database database = TestDatabase.fresh();
  final MovableClock clock;
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Instant start;

  Farm(String now) {
    clock = new MovableClock(now);
    start = clock.instant();
  }

  /** Somebody with an account and an address. */
  Viewer person(String name, Role role) {
    Viewer person = Ask.person(name, role);
    await(
        database
            .client()
            .preparedQuery(
                "insert into person (id, name, role, created_at) values ($1, $2, $3, $4)")
            .execute(
                Tuple.of(
                    person.person(),
                    name,
                    role.name().toLowerCase(Locale.ROOT),
                    start.atOffset(ZoneOffset.UTC))));
    return person;
  }

  /** A hub over the farm's database; it remembers nothing itself. */
  Notices hub(Carrier... carriers) {
    return new Notices(
        database,
        new EnclosureStore(database, new Logged()),
        new InMemorySeriesStore(TestRules.at(start)),
        List.of(carriers),
        meters,
        new Notices.Settings(clock, PARIS, "https://anima.test"));
  }

  /** Tells a hub that alerts changed, as its log would. */
  void tell(Notices hub, AlertNews... news) {
    for (AlertNews each : news) {
      tellLate(hub, each, Duration.ZERO);
    }
  }

  /** Tells it long after the log took it. */
  @SuppressWarnings("unchecked") // what a room projects is its own business, and this is the room
  void tellLate(Notices hub, AlertNews news, Duration late) {
    Projection<AlertNews> projection = (Projection<AlertNews>) hub.projection();
    LogRecord<AlertNews> record =
        Logged.record(AlertNews.TOPIC, news.enclosure(), news, clock.instant().minus(late));
    await(projection.project(List.of(record)));
  }

  /** The roster's routes, asked by that person. */
  Ask roster(Notices hub, Viewer who) {
    return new Ask(hub.routes().get(0)).as(who);
  }

  /** The notices' routes, asked by that person. */
  Ask notices(Notices hub, Viewer who) {
    return new Ask(hub.routes().get(1)).as(who);
  }

  /** That person chooses e-mail to an address of theirs. */
  void mail(Notices hub, Viewer who) {
    choose(hub, who, new JsonObject());
  }

  /** That person chooses e-mail, and what else is said. */
  void choose(Notices hub, Viewer who, JsonObject more) {
    JsonObject form =
        new JsonObject()
            .put("ways", new JsonArray().add("email"))
            .put("language", "fr")
            .put("address", who.name().toLowerCase(Locale.ROOT) + "@ferme.test")
            .mergeIn(more);
    notices(hub, who).read("putNoticePreferences", Map.of(), form);
  }

  /** What the screen says of notices: person, transition and state, in order of the alphabet. */
  List<String> log(Notices hub, Viewer who) {
    JsonArray all = notices(hub, who).read("listNotices", Map.of()).getJsonArray("notices");
    return all.stream()
        .map(JsonObject.class::cast)
        .map(
            it ->
                it.getString("person")
                    + " "
                    + it.getString("transition")
                    + " "
                    + it.getString("state"))
        .sorted()
        .toList();
  }
}
