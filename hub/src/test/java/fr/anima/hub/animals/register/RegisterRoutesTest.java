package fr.anima.hub.animals.register;

import static fr.anima.hub.database.TestDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fr.anima.hub.database.Database;
import fr.anima.hub.database.TestDatabase;
import fr.anima.hub.fixtures.Ask;
import fr.anima.hub.people.Role;
import fr.anima.hub.web.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegisterRoutesTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:07:00Z");
  private static final Database DATABASE = TestDatabase.fresh();
  private static final AtomicInteger TAGS = new AtomicInteger();
  private static final RegisterRoutes ROUTES =
      new RegisterRoutes(DATABASE, ZoneId.of("Europe/Paris"), InstantSource.fixed(NOW));

  private final Ask ask = new Ask(ROUTES).as(Ask.person("Anne", Role.KEEPER));

  @BeforeAll
  static void build() {
    for (String enclosure : List.of("pre", "etable", "box", "serre")) {
      await(
          DATABASE
              .client()
              .preparedQuery("insert into enclosure values ($1, $1, '{}', '{}')")
              .execute(Tuple.of(enclosure)));
    }
  }

  @Test
  void an_animal_sent_five_times_is_one() {
    UUID belle = UUID.randomUUID();
    JsonObject form = form();

    JsonObject first = put(belle, form);
    for (int i = 0; i < 4; i++) {
      assertEquals(first, put(belle, form));
    }

    assertEquals(1, first.getLong("version"));
    assertEquals("pre", first.getJsonObject("standing").getString("enclosure"));
    assertEquals(1, living(belle));
  }

  @Test
  void an_event_sent_five_times_at_once_is_one_and_answers_the_same() throws Exception {
    UUID belle = registered();
    UUID id = UUID.randomUUID();
    JsonObject weight = event("weight").put("grams", 41_250);
    ExecutorService phones = Executors.newFixedThreadPool(5);
    Set<JsonObject> answers = new HashSet<>();

    Callable<JsonObject> send = () -> note(belle, id, weight);
    for (Future<JsonObject> each : phones.invokeAll(Collections.nCopies(5, send))) {
      answers.add(each.get());
    }
    phones.shutdown();

    assertEquals(1, answers.size());
    assertEquals(1, history(belle).getJsonArray("timeline").size());
    assertEquals(
        41_250,
        animal(belle).getJsonObject("standing").getJsonObject("weight").getInteger("grams"));
  }

  @Test
  void an_id_that_says_something_else_is_refused_and_the_event_stays() {
    UUID belle = registered();
    UUID id = UUID.randomUUID();
    note(belle, id, event("note").put("text", "Boite un peu"));

    Answer other = tell(belle, id, event("note").put("text", "Ne boite plus"));
    Answer elsewhere = tell(registered(), id, event("note").put("text", "Boite un peu"));

    assertEquals("id-reused", problem(other));
    assertEquals("id-reused", problem(elsewhere));
  }

  @Test
  void a_correction_is_a_new_event_and_the_corrected_one_no_longer_counts() {
    UUID belle = registered();
    UUID wrong = UUID.randomUUID();
    note(belle, wrong, event("weight").put("grams", 412_500));

    note(
        belle,
        UUID.randomUUID(),
        event("weight").put("grams", 41_250).put("corrects", wrong.toString()));
    Answer again =
        tell(
            belle,
            UUID.randomUUID(),
            event("note").put("text", "encore").put("corrects", wrong.toString()));

    JsonObject history = history(belle);
    assertEquals(2, history.getJsonArray("timeline").size());
    assertEquals(
        41_250,
        history
            .getJsonObject("animal")
            .getJsonObject("standing")
            .getJsonObject("weight")
            .getInteger("grams"));
    assertEquals("already-corrected", problem(again));
  }

  @Test
  void a_tag_names_one_living_animal_and_is_free_again_after_a_death() {
    String tag = "FR 62-" + TAGS.incrementAndGet();
    UUID belle = UUID.randomUUID();
    put(belle, form(Optional.of(tag)));
    UUID second = UUID.randomUUID();
    JsonObject same = form(Optional.of(tag.toLowerCase(java.util.Locale.ROOT).replace(" ", "")));

    Answer taken = ask.ask("putAnimal", Map.of("animal", second.toString()), same);
    UUID death = UUID.randomUUID();
    note(belle, death, event("death"));
    put(second, same);
    Answer alive =
        tell(
            belle,
            UUID.randomUUID(),
            event("note").put("text", "pas elle").put("corrects", death.toString()));

    assertEquals("tag-taken", problem(taken));
    assertEquals(0, living(belle));
    assertEquals(1, living(second));
    assertEquals("tag-taken", problem(alive));
  }

  @Test
  void who_an_animal_is_can_be_corrected_by_who_saw_the_latest() {
    UUID belle = UUID.randomUUID();
    JsonObject form = form();
    put(belle, form);
    JsonObject renamed = form.copy().put("version", 1);
    renamed.getJsonObject("entry").put("name", "Bella");

    JsonObject second = put(belle, renamed);
    JsonObject again = put(belle, renamed);
    JsonObject late = form.copy().put("version", 1);
    late.getJsonObject("entry").put("name", "Belladone");
    Answer stale = ask.ask("putAnimal", Map.of("animal", belle.toString()), late);

    assertEquals(2, second.getLong("version"));
    assertEquals(second, again);
    assertEquals(412, stale.status());
    assertEquals(
        "Bella",
        new JsonObject(stale.body())
            .getJsonObject("current")
            .getJsonObject("entry")
            .getString("name"));
  }

  @Test
  void parents_are_registered_of_the_species_and_of_the_sex() {
    UUID mother = registered();
    JsonObject kid = form();
    kid.getJsonObject("entry").put("mother", mother.toString());
    JsonObject wrong = form();
    wrong.getJsonObject("entry").put("father", mother.toString());
    JsonObject unknown = form();
    unknown.getJsonObject("entry").put("mother", UUID.randomUUID().toString());

    put(UUID.randomUUID(), kid);
    Answer father = ask.ask("putAnimal", names(UUID.randomUUID()), wrong);
    Answer nobody = ask.ask("putAnimal", names(UUID.randomUUID()), unknown);

    assertEquals("/entry/father", field(father));
    assertEquals("/entry/mother", field(nobody));
  }

  @Test
  void a_move_is_kept_with_where_it_lived_and_the_alerts_of_that_time() {
    UUID belle = UUID.randomUUID();
    JsonObject form = form();
    form.getJsonObject("entry").put("enclosure", "serre");
    put(belle, form);
    alert("serre", "2026-11-20T10:00:00Z", "2026-11-20T11:00:00Z");
    alert("serre", "2026-11-22T10:00:00Z", "2026-11-22T11:00:00Z");
    alert("box", "2026-11-20T10:00:00Z", "2026-11-20T11:00:00Z");
    alert("box", "2026-11-22T10:00:00Z", "2026-11-22T11:00:00Z");
    note(
        belle,
        UUID.randomUUID(),
        event("move").put("enclosure", "box").put("at", "2026-11-21T08:00:00Z"));

    JsonObject history = history(belle);

    assertEquals(2, history.getJsonArray("stays").size());
    JsonArray lines = history.getJsonArray("timeline");
    assertEquals(3, lines.size());
    assertEquals("box", lines.getJsonObject(0).getJsonObject("alert").getString("enclosure"));
    assertEquals("move", lines.getJsonObject(1).getJsonObject("event").getString("kind"));
    assertEquals("serre", lines.getJsonObject(2).getJsonObject("alert").getString("enclosure"));
  }

  @Test
  void a_device_ahead_of_the_hub_is_not_believed_and_nothing_is_lost() {
    UUID belle = registered();

    JsonObject event =
        note(
            belle,
            UUID.randomUUID(),
            event("note").put("text", "demain").put("at", "2027-01-01T00:00:00Z"));

    assertEquals(NOW.toString(), event.getString("at"));
  }

  @Test
  void of_the_dead_only_what_happened_before_can_be_noted_and_notes() {
    UUID belle = registered();
    note(belle, UUID.randomUUID(), event("death").put("at", "2026-11-22T10:00:00Z"));

    note(
        belle,
        UUID.randomUUID(),
        event("weight").put("grams", 40_000).put("at", "2026-11-22T09:00:00Z"));
    note(belle, UUID.randomUUID(), event("note").put("text", "autopsie demandée"));
    Answer after = tell(belle, UUID.randomUUID(), event("weight").put("grams", 40_000));
    Answer twice = tell(belle, UUID.randomUUID(), event("death"));

    assertEquals("animal-dead", problem(after));
    assertEquals("animal-dead", problem(twice));
  }

  @ParameterizedTest
  @CsvSource({
    "weight, text, lourde, /grams",
    "move, text, là, /enclosure",
    "move, enclosure, moon, /enclosure",
    "note, grams, 12, /text",
    "treatment, milkEggsUntil, 2026-12-01, /text",
    "death, enclosure, pre, /enclosure"
  })
  void an_event_that_makes_no_sense_is_refused_with_the_field(
      String kind, String field, String value, String pointer) {
    UUID belle = registered();
    JsonObject event = event(kind).put(field, field.equals("grams") ? 12 : (Object) value);

    Answer answer = tell(belle, UUID.randomUUID(), event);

    assertEquals(400, answer.status());
    assertEquals(pointer, field(answer));
    assertEquals(0, history(belle).getJsonArray("timeline").size());
  }

  @ParameterizedTest
  @CsvSource({
    "tag, 'a/b', /entry/tag",
    "name, ' ', /entry/name",
    "bornOn, 2026-11-24, /entry/bornOn",
    "arrivedAt, 2026-11-24T10:00:00Z, /entry/arrivedAt",
    "enclosure, moon, /entry/enclosure"
  })
  void an_entry_that_makes_no_sense_is_refused_with_the_field(
      String field, String value, String pointer) {
    JsonObject form = form();
    form.getJsonObject("entry").put(field, value);

    assertEquals(pointer, field(ask.ask("putAnimal", names(UUID.randomUUID()), form)));
  }

  @Test
  void the_database_itself_keeps_events_as_they_were_and_refuses_nonsense() {
    UUID belle = registered();
    note(belle, UUID.randomUUID(), event("note").put("text", "bien"));

    for (String sql :
        List.of(
            "delete from animal_event where animal = $1",
            "update animal_entry set author_name = 'x' where animal = $1",
            "update animal set sex = 'maybe' where id = $1",
            "update animal set species = 'dragon' where id = $1",
            "update animal set weight_grams = -1, weighed_at = now() where id = $1",
            "update animal set tag = '' where id = $1")) {
      assertThrows(
          PgException.class,
          () -> await(DATABASE.client().preparedQuery(sql).execute(Tuple.of(belle))),
          sql);
    }
  }

  private UUID registered() {
    UUID id = UUID.randomUUID();
    put(id, form());
    return id;
  }

  private JsonObject put(UUID id, JsonObject form) {
    return ask.read("putAnimal", names(id), form);
  }

  private JsonObject note(UUID animal, UUID id, JsonObject event) {
    return ask.read(
        "noteAnimalEvent", Map.of("animal", animal.toString(), "event", id.toString()), event);
  }

  private Answer tell(UUID animal, UUID id, JsonObject event) {
    return ask.ask(
        "noteAnimalEvent", Map.of("animal", animal.toString(), "event", id.toString()), event);
  }

  private JsonObject history(UUID animal) {
    return ask.read("getAnimal", names(animal));
  }

  private JsonObject animal(UUID id) {
    return history(id).getJsonObject("animal");
  }

  private long living(UUID id) {
    JsonArray animals = ask.read("listAnimals", Map.of()).getJsonArray("animals");
    return animals.stream()
        .filter(it -> ((JsonObject) it).getString("id").equals(id.toString()))
        .count();
  }

  private static void alert(String enclosure, String since, String cleared) {
    await(
        DATABASE
            .client()
            .query(
                ("insert into alert (id, enclosure, quantity, side, severity, raise_at, since,"
                        + " raised_at, value, cleared_at) values (gen_random_uuid(), '%s',"
                        + " 'ammonia', 'above', 'alerte', 5, '%s', '%s', 6, '%s')")
                    .formatted(enclosure, since, since, cleared))
            .execute());
  }

  private static String problem(Answer answer) {
    assertFalse(answer.status() < 400, String.valueOf(answer.body()));
    return new JsonObject(answer.body()).getString("type").replace("/problems/", "");
  }

  private static String field(Answer answer) {
    return new JsonObject(answer.body()).getString("field");
  }

  private static Map<String, String> names(UUID animal) {
    return Map.of("animal", animal.toString());
  }

  private static JsonObject form() {
    return form(Optional.empty());
  }

  private static JsonObject form(Optional<String> tag) {
    return new JsonObject()
        .put("version", 0)
        .put(
            "entry",
            new JsonObject()
                .put("tag", tag.orElseGet(() -> "T" + TAGS.incrementAndGet()))
                .put("name", "Belle")
                .put("species", "goat")
                .put("sex", "female")
                .put("bornOn", "2023-04-02")
                .put("bornEstimated", true)
                .put("enclosure", "pre")
                .put("arrivedAt", "2026-11-01T09:00:00Z"));
  }

  private static JsonObject event(String kind) {
    return new JsonObject().put("kind", kind).put("at", "2026-11-23T09:55:00Z");
  }
}
