package fr.anima.hub.animals.register;

import fr.anima.hub.animals.register.RegisterStore.Author;
import fr.anima.hub.database.Database;
import fr.anima.hub.eventlog.Json;
import fr.anima.hub.people.Role;
import fr.anima.hub.people.Viewer;
import fr.anima.hub.web.Access;
import fr.anima.hub.web.Answer;
import fr.anima.hub.web.Operations;
import fr.anima.hub.web.Problem;
import fr.anima.hub.web.Request;
import fr.anima.hub.web.Routes;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** What browsers may ask of this room: the animals, what happened to each, and to note more. */
public final class RegisterRoutes implements Routes {
  private final Database database;
  private final RegisterStore register;
  private final ZoneId zone;
  private final InstantSource clock;

  /** Over an up-to-date schema, in the farm's zone. */
  public RegisterRoutes(Database database, ZoneId zone, InstantSource clock) {
    this.database = database;
    this.register = new RegisterStore(database);
    this.zone = zone;
    this.clock = clock;
  }

  @Override
  public void declare(Operations operations) {
    Access keepers = Role.only(Role.KEEPER, Role.ADMIN);
    operations.operation("listAnimals", keepers, this::listAnimals);
    operations.operation("getAnimal", keepers, this::getAnimal);
    operations.operation("putAnimal", keepers, this::putAnimal);
    operations.operation("noteAnimalEvent", keepers, this::noteAnimalEvent);
    operations.operation("listEnclosureEvents", keepers, this::listEnclosureEvents);
  }

  private Future<Answer> listAnimals(Request request) {
    boolean deadToo = request.optional("state").filter("all"::equals).isPresent();
    return AnimalRowsStore.animals(database.client(), deadToo)
        .map(all -> Answer.ok(now().put("animals", Json.array(all))));
  }

  private Future<Answer> getAnimal(Request request) {
    return AnimalRowsStore.animal(database.client(), request.uuid("animal"))
        .compose(
            known -> known.map(this::whole).orElseGet(() -> refuse(Problem.notFound("animal"))));
  }

  private Future<Answer> whole(Animal animal) {
    SqlClient client = database.client();
    return AnimalRowsStore.events(client, animal.id())
        .compose(
            events -> {
              List<Stay> stays = Stay.of(animal.entry(), events);
              return AnimalRowsStore.alerts(client, stays)
                  .map(
                      alerts ->
                          Answer.ok(
                              now()
                                  .put("animal", Json.object(animal))
                                  .put("stays", Json.array(stays))
                                  .put(
                                      "timeline", Json.array(Timeline.of(stays, events, alerts)))));
            });
  }

  private Future<Answer> putAnimal(Request request) {
    UUID id = request.uuid("animal");
    LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
    return read(
        request,
        EntryForm.class,
        form -> form.entry().mistake(id, today, clock.instant()),
        form ->
            register
                .put(id, form, author(request))
                .map(it -> Answer.ok(Json.object(it)).version(it.version())));
  }

  private Future<Answer> noteAnimalEvent(Request request) {
    UUID id = request.uuid("event");
    return read(
        request,
        EventForm.class,
        form -> form.mistake(id),
        form ->
            register
                .note(request.uuid("animal"), id, form, author(request))
                .map(it -> Answer.ok(Json.object(it))));
  }

  private Future<Answer> listEnclosureEvents(Request request) {
    return AnimalRowsStore.events(
            database.client(),
            request.parameter("enclosure"),
            request.instant("from"),
            request.instant("until"))
        .map(them -> Answer.ok(now().put("events", Json.array(them))));
  }

  private Author author(Request request) {
    return new Author(Viewer.of(request), clock.instant());
  }

  /** Reads a form, and hands it on when it makes sense. */
  private static <T> Future<Answer> read(
      Request request,
      Class<T> type,
      Function<T, Optional<Mistake>> judge,
      Function<T, Future<Answer>> then) {
    T form;
    try {
      form = Json.read(request.body().toBuffer().getBytes(), type);
    } catch (IllegalArgumentException why) {
      return refuse(Problem.of(400, "invalid-animal", String.valueOf(why.getMessage())));
    }
    return judge
        .apply(form)
        .map(it -> refuse(Problem.of(400, "invalid-animal", it.detail()).at(it.pointer())))
        .orElseGet(() -> then.apply(form))
        .recover(
            why -> why instanceof Refused it ? refuse(it.problem()) : Future.failedFuture(why));
  }

  private JsonObject now() {
    return new JsonObject().put("hubTime", clock.instant().toString());
  }

  private static Future<Answer> refuse(Problem problem) {
    return Future.succeededFuture(Answer.problem(problem));
  }
}
