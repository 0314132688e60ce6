package fr.anima.hub.animals.species;

import static fr.anima.hub.database.TestDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpeciesRoutesTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:07:00Z");
  private static final Database DATABASE = TestDatabase.fresh();
  private static final AtomicInteger PLACES = new AtomicInteger();

  private final String enclosure = "clapier-" + PLACES.incrementAndGet();
  private final Ask ask =
      new Ask(new SpeciesRoutes(DATABASE, ZoneId.of("Europe/Paris"), InstantSource.fixed(NOW)))
          .as(Ask.person("Anne", Role.KEEPER));

  @BeforeEach
  void build() {
    await(
        DATABASE
            .client()
            .preparedQuery("insert into enclosure values ($1, 'Clapier', $2, $3)")
            .execute(
                Tuple.of(
                    enclosure,
                    new String[] {"lapin", "cochon d’Inde"},
                    new JsonObject().put("humidity", 60).put("ammonia", 60))));
  }

  @Test
  void every_species_is_told_with_its_sources_and_what_was_not_found() {
    JsonObject told = ask.read("listSpecies", Map.of());

    JsonObject guineaPig = told.getJsonArray("species").getJsonObject(0);
    assertEquals(8, told.getJsonArray("species").size());
    assertEquals("guinea-pig", guineaPig.getString("species"));
    assertEquals(new JsonArray().add("ammonia"), guineaPig.getJsonArray("unknown"));
    assertTrue(told.getJsonObject("sources").containsKey("S30"));
  }

  @Test
  void an_override_sent_five_times_is_one_and_settles_its_side() {
    UUID id = UUID.randomUUID();
    JsonObject first = put(id, form());
    for (int i = 0; i < 4; i++) {
      assertEquals(first, put(id, form()));
    }

    JsonObject proposal = proposal();
    assertEquals(1, proposal.getJsonArray("history").size());
    assertEquals("Anne", first.getString("by"));
    assertEquals("Dr Roy", first.getString("vet"));
    assertTrue(proposal.getJsonArray("bounds").toString().contains(id.toString()));
  }

  @Test
  void an_override_is_never_rewritten_under_its_id() {
    UUID id = UUID.randomUUID();
    put(id, form());

    Answer answer = ask.ask("putOverride", names(id), form().put("value", 61));

    assertEquals(409, answer.status());
    assertEquals(1, proposal().getJsonArray("history").size());
  }

  @Test
  void an_override_taken_back_stays_on_record() {
    UUID id = UUID.randomUUID();
    put(id, form());

    JsonObject first = ask.read("withdrawOverride", names(id));
    JsonObject again = ask.read("withdrawOverride", names(id));

    assertEquals(first, again);
    assertEquals("Anne", first.getJsonObject("withdrawal").getString("by"));
    assertEquals(1, proposal().getJsonArray("history").size());
    assertFalse(proposal().getJsonArray("bounds").toString().contains(id.toString()));
  }

  @Test
  void the_database_keeps_history_as_it_was() {
    UUID id = UUID.randomUUID();
    put(id, form());

    PgException why =
        assertThrows(
            PgException.class,
            () ->
                await(
                    DATABASE
                        .client()
                        .preparedQuery("update bound_override set value = 1 where id = $1")
                        .execute(Tuple.of(id))));

    assertTrue(String.valueOf(why.getMessage()).contains("only grows"), why.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "value, 140, /value",
    "why, ' ', /why",
    "vet, ' ', /vet",
    "signedOn, 2026-11-24, /signedOn"
  })
  void an_override_that_makes_no_sense_is_refused_with_the_field(
      String field, String value, String pointer) {
    JsonObject form = form();
    form.put(field, field.equals("value") ? Double.valueOf(value) : (Object) value);

    Answer answer = ask.ask("putOverride", names(UUID.randomUUID()), form);

    assertEquals(400, answer.status());
    assertEquals(pointer, new JsonObject(answer.body()).getString("field"));
  }

  @Test
  void of_an_enclosure_nobody_knows_nothing_is_proposed() {
    assertEquals(404, ask.ask("getEnclosureProposal", Map.of("enclosure", "moon")).status());
    Map<String, String> moon =
        Map.of("enclosure", "moon", "override", UUID.randomUUID().toString());
    assertEquals(404, ask.ask("putOverride", moon, form()).status());
    assertEquals(404, ask.ask("withdrawOverride", moon).status());
  }

  private JsonObject proposal() {
    return ask.read("getEnclosureProposal", Map.of("enclosure", enclosure));
  }

  private JsonObject put(UUID id, JsonObject form) {
    return ask.read("putOverride", names(id), form);
  }

  private Map<String, String> names(UUID id) {
    return Map.of("enclosure", enclosure, "override", id.toString());
  }

  private static JsonObject form() {
    return new JsonObject()
        .put("quantity", "humidity")
        .put("side", "above")
        .put("value", 58)
        .put("why", "Les deux vivent ici depuis deux ans")
        .put("at", "2026-11-23T10:06:30Z")
        .put("vet", "Dr Roy")
        .put("signedOn", "2026-11-23");
  }
}
