package fr.anima.hub.photos;

import static fr.anima.hub.database.TestDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.animals.care.AlertStore;
import fr.anima.hub.animals.care.CareRoutes;
import fr.anima.hub.animals.logbook.LogbookRoutes;
import fr.anima.hub.animals.register.RegisterRoutes;
import fr.anima.hub.database.Database;
import fr.anima.hub.database.TestDatabase;
import fr.anima.hub.fixtures.Ask;
import fr.anima.hub.fixtures.Contract;
import fr.anima.hub.fixtures.Logged;
import fr.anima.hub.orders.MovableClock;
import fr.anima.hub.people.Role;
import fr.anima.hub.web.Answer;
import fr.anima.hub.web.Routes;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Photos on their way to what they belong to, over the real tables. */
class PhotoRoutesTest {
  private static final Database DATABASE = TestDatabase.fresh();
  private static final byte[] PICTURE = Pictures.held(6, Pictures.jpeg(64, 48));
  private static final String HASH = Photo.hash(PICTURE);

  private final MovableClock clock = new MovableClock("2026-11-23T10:00:00Z");
  private final PhotoStore photos = new PhotoStore(DATABASE, clock);
  private final UUID alert = UUID.randomUUID();
  private final UUID animal = UUID.randomUUID();
  private boolean diskHasRoom = true;
  private final Ask ask = asked(1_024);

  @BeforeEach
  void begin_with_an_alert_an_animal_and_no_photo() {
    run(
        "truncate photo_upload, photo, alert, alert_deed, animal_event, enclosure_note, animal"
            + " cascade");
    run("insert into enclosure values ('pre', 'Pré', '{}', '{}') on conflict do nothing");
    run(
        ("insert into alert (id, enclosure, quantity, side, severity, raise_at, since, raised_at,"
                + " value) values ('%s', 'pre', 'ammonia', 'above', 'alerte', 5, '2026-11-23T09:00Z', '2026-11-23T09:00Z', 6)")
            .formatted(alert));
    run(
        ("insert into animal (id, version, tag, name, species, sex, born_estimated, first_enclosure,"
                + " arrived_at, enclosure, since) values ('%s', 1, 'T1', 'Belle', 'goat', 'female',"
                + " false, 'pre', '2026-11-01', 'pre', '2026-11-01')")
            .formatted(animal));
  }

  @Test
  void a_photo_is_kept_anew_under_its_own_hash_and_shown_as_it_is_kept() {
    JsonObject receipt = sent();

    Answer shown = ask.ask("getPhoto", photo(receipt.getString("id")));

    Contract.demands("PhotoReceipt", receipt);
    assertEquals(48, receipt.getInteger("widthPixels"), "turned upright");
    assertEquals(64, receipt.getInteger("heightPixels"));
    assertEquals(receipt.getString("id"), Photo.hash(shown.body().getBytes()));
    assertNotEquals(HASH, receipt.getString("id"));
    assertEquals("image/jpeg", shown.headers().get("Content-Type"));
    assertEquals("attachment; filename=\"photo.jpg\"", shown.headers().get("Content-Disposition"));
    assertEquals("private, max-age=31536000, immutable", shown.headers().get("Cache-Control"));
    assertEquals("\"" + receipt.getString("id") + "\"", shown.headers().get("ETag"));
  }

  @Test
  void the_same_photo_sent_five_times_at_once_is_there_once() throws Exception {
    ExecutorService phones = Executors.newFixedThreadPool(5);
    Set<JsonObject> receipts = new HashSet<>();

    Callable<JsonObject> send = this::sent;
    for (Future<JsonObject> each : phones.invokeAll(Collections.nCopies(5, send))) {
      receipts.add(each.get());
    }
    phones.shutdown();

    assertEquals(1, receipts.size());
    assertEquals(1, count("photo"));
    assertEquals(1, count("photo_upload"));
  }

  @Test
  void of_two_files_with_one_picture_one_photo_is_kept() {
    byte[] other = Pictures.with(PICTURE, 0xFE, new byte[] {'x'});

    JsonObject receipt = receipt(send(Photo.hash(other), other));

    assertEquals(sent(), receipt);
    assertEquals(1, count("photo"));
    assertEquals(2, count("photo_upload"));
  }

  @Test
  void what_is_no_photo_or_not_those_bytes_is_refused_and_leaves_nothing() {
    byte[] png = Pictures.png(8, 8);

    assertEquals("photo-wrong-hash", problem(400, send("0".repeat(64), PICTURE)));
    assertEquals("photo-not-jpeg", problem(400, send(Photo.hash(png), png)));
    assertEquals("photo-not-jpeg", problem(400, send(Photo.hash(new byte[0]), new byte[0])));
    assertEquals(404, ask.ask("getPhoto", photo(HASH)).status(), "it goes by what is kept");
    assertEquals(0, count("photo_upload"));
  }

  @Test
  void where_there_is_no_room_it_says_whose_room_it_is() {
    diskHasRoom = false;
    assertEquals("photo-disk-full", problem(507, send(HASH, PICTURE)));
    diskHasRoom = true;
    JsonObject receipt = sent();
    diskHasRoom = false;

    assertEquals(receipt, sent(), "what is there needs no room");
  }

  @Test
  void a_person_sends_so_many_a_day_and_another_one_goes_on() {
    sent();
    run(
        ("insert into photo_upload select encode(sha256(n::text::bytea), 'hex'), photo.id, '%s',"
                + " 'Anne', '%s' from photo, generate_series(2, %d) n")
            .formatted(
                Ask.person("Anne", Role.KEEPER).person(), clock.instant(), Shelf.MOST_A_DAY));
    byte[] next = Pictures.jpeg(20, 20);

    assertEquals("photo-day-full", problem(507, send(Photo.hash(next), next)));
    ask.as(Ask.person("Paul", Role.KEEPER));
    assertEquals(200, send(Photo.hash(next), next).status());
    ask.as(Ask.person("Anne", Role.KEEPER));
    clock.pass(Duration.ofDays(1));
    byte[] later = Pictures.jpeg(24, 24);
    assertEquals(200, send(Photo.hash(later), later).status());
  }

  @Test
  void only_who_notes_may_send_and_see() {
    ask.as(Ask.person("Max", Role.COURIER));

    assertThrows(AssertionError.class, () -> send(HASH, PICTURE));
    assertThrows(AssertionError.class, () -> ask.ask("getPhoto", photo(HASH)));
  }

  @Test
  void what_was_settled_shows_its_photo_and_sent_again_it_is_one_deed() {
    JsonObject settled = deed("settled").put("remedy", "water");
    UUID id = UUID.randomUUID();

    assertEquals("photo-missing", problem(409, act(id, settled.copy().put("photo", HASH))));
    settled.put("photo", sent().getString("id"));
    JsonObject once = new JsonObject(act(id, settled).body());
    JsonObject again = new JsonObject(act(id, settled).body());

    assertEquals(once, again);
    assertEquals(settled.getString("photo"), once.getJsonObject("settled").getString("photo"));
    assertEquals(1, deeds().size());
    assertEquals(settled.getString("photo"), deeds().getJsonObject(0).getString("photo"));
  }

  @Test
  void a_remark_with_or_without_photo_is_in_the_alerts_life_and_changes_nothing_of_it() {
    JsonObject remark = deed("noted").put("words", "toit percé");
    String photo = sent().getString("id");

    JsonObject before = new JsonObject(act(UUID.randomUUID(), remark).body());
    JsonObject after =
        new JsonObject(act(UUID.randomUUID(), deed("noted").put("photo", photo)).body());

    assertEquals("raised", after.getString("state"));
    assertEquals(before, after);
    assertEquals(2, deeds().size());
    assertEquals("nothing-noted", problem(400, act(UUID.randomUUID(), deed("noted"))));
    JsonObject aside = deed("unshelved").put("photo", photo);
    assertEquals("photo-misplaced", problem(400, act(UUID.randomUUID(), aside)));
  }

  @Test
  void what_was_noted_of_an_animal_shows_its_photo() {
    JsonObject note = event("note");

    assertEquals("/text", field(note(UUID.randomUUID(), note)));
    assertEquals("photo-missing", problem(409, note(UUID.randomUUID(), note.put("photo", HASH))));
    note.put("photo", sent().getString("id"));
    UUID id = UUID.randomUUID();
    Answer once = note(id, note);

    assertEquals(200, once.status(), String.valueOf(once.body()));
    assertEquals(once.body(), note(id, note).body());
    JsonObject line = history().getJsonArray("timeline").getJsonObject(0);
    assertEquals(note.getString("photo"), line.getJsonObject("event").getString("photo"));
  }

  @Test
  void the_latest_portrait_that_counts_stands_for_an_animal() {
    String first = sent().getString("id");
    byte[] other = Pictures.jpeg(32, 32);
    String second = receipt(send(Photo.hash(other), other)).getString("id");
    UUID wrong = UUID.randomUUID();

    assertEquals("/photo", field(note(UUID.randomUUID(), event("portrait"))));
    note(UUID.randomUUID(), event("portrait").put("photo", first));
    note(wrong, event("portrait").put("at", "2026-11-23T09:59:00Z").put("photo", second));
    String then = portrait();
    note(
        UUID.randomUUID(),
        event("note").put("text", "c’est Bianca").put("corrects", wrong.toString()));

    assertEquals(second, then);
    assertEquals(first, portrait());
  }

  @Test
  void what_nothing_refers_to_goes_a_day_after_it_was_sent_last() {
    String kept = sent().getString("id");
    act(UUID.randomUUID(), deed("noted").put("photo", kept));
    String ofPlace = sentOther(48);
    noteOfPlace(ofPlace);
    byte[] loose = Pictures.jpeg(32, 32);
    String gone = receipt(send(Photo.hash(loose), loose)).getString("id");
    clock.pass(Duration.ofHours(20));
    send(Photo.hash(loose), loose);

    clock.pass(Duration.ofHours(20));
    await(photos.tidy());
    assertEquals(3, count("photo"));
    clock.pass(Duration.ofHours(5));
    await(photos.tidy());

    assertEquals(2, count("photo"));
    assertEquals(200, ask.ask("getPhoto", photo(kept)).status());
    assertEquals(200, ask.ask("getPhoto", photo(ofPlace)).status());
    assertEquals(404, ask.ask("getPhoto", photo(gone)).status());
    assertTrue(send(Photo.hash(loose), loose).status() == 200, "it can be sent again");
  }

  private Ask asked(int mostMib) {
    Routes photoRoutes = new PhotoRoutes(TestDatabase.vertx(), photos, mostMib, () -> diskHasRoom);
    Routes care = new CareRoutes(new AlertStore(DATABASE, new Logged()), clock);
    Routes register = new RegisterRoutes(DATABASE, ZoneId.of("Europe/Paris"), clock);
    Routes logbook = new LogbookRoutes(DATABASE, clock);
    return new Ask(
            operations -> {
              photoRoutes.declare(operations);
              care.declare(operations);
              register.declare(operations);
              logbook.declare(operations);
            })
        .as(Ask.person("Anne", Role.KEEPER));
  }

  private JsonObject sent() {
    return receipt(send(HASH, PICTURE));
  }

  private String sentOther(int pixels) {
    byte[] other = Pictures.jpeg(pixels, pixels);
    return receipt(send(Photo.hash(other), other)).getString("id");
  }

  private void noteOfPlace(String photo) {
    ask.read(
        "noteEnclosure",
        Map.of("enclosure", "pre", "note", UUID.randomUUID().toString()),
        new JsonObject().put("at", clock.instant().toString()).put("photo", photo));
  }

  private Answer send(String hash, byte[] bytes) {
    return ask.send("putPhoto", photo(hash), bytes);
  }

  private static JsonObject receipt(Answer answer) {
    assertEquals(200, answer.status(), String.valueOf(answer.body()));
    return new JsonObject(answer.body());
  }

  private Answer act(UUID id, JsonObject form) {
    Contract.demands("AlertDeedForm", form);
    return ask.ask("doToAlert", Map.of("alert", alert.toString(), "deed", id.toString()), form);
  }

  private JsonArray deeds() {
    return ask.read("listAlertDeeds", Map.of("alert", alert.toString())).getJsonArray("deeds");
  }

  private Answer note(UUID id, JsonObject form) {
    Contract.demands("AnimalEventForm", form);
    return ask.ask(
        "noteAnimalEvent", Map.of("animal", animal.toString(), "event", id.toString()), form);
  }

  private JsonObject history() {
    return ask.read("getAnimal", Map.of("animal", animal.toString()));
  }

  private String portrait() {
    return history().getJsonObject("animal").getJsonObject("standing").getString("portrait");
  }

  private JsonObject deed(String what) {
    return new JsonObject().put("what", what).put("at", clock.instant().toString());
  }

  private static JsonObject event(String kind) {
    return new JsonObject().put("kind", kind).put("at", "2026-11-23T09:55:00Z");
  }

  private static Map<String, String> photo(String hash) {
    return Map.of("photo", hash);
  }

  private static String problem(int status, Answer answer) {
    JsonObject problem = new JsonObject(answer.body());
    assertEquals(status, answer.status(), problem.encode());
    return problem.getString("type").replace("/problems/", "");
  }

  private static String field(Answer answer) {
    return new JsonObject(answer.body()).getString("field");
  }

  private static long count(String table) {
    return await(DATABASE.client().query("select count(*) from " + table).execute())
        .iterator()
        .next()
        .getLong(0);
  }

  private static void run(String sql) {
    await(DATABASE.client().preparedQuery(sql).execute(Tuple.tuple()));
  }
}
