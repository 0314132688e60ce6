package fr.anima.hub.animals.logbook;

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
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What browsers may ask of this room: an enclosure's notes, and to add one. */
public final class LogbookRoutes implements Routes {
  private final LogbookStore store;
  private final InstantSource clock;

  /** Over an up-to-date schema. */
  public LogbookRoutes(Database database, InstantSource clock) {
    this.store = new LogbookStore(database);
    this.clock = clock;
  }

  @Override
  public void declare(Operations operations) {
    Access keepers = Role.only(Role.KEEPER, Role.ADMIN);
    operations.operation("listEnclosureNotes", keepers, this::listEnclosureNotes);
    operations.operation("noteEnclosure", keepers, this::noteEnclosure);
  }

  private Future<Answer> listEnclosureNotes(Request request) {
    return store
        .during(request.parameter("enclosure"), request.instant("from"), request.instant("until"))
        .map(this::answer);
  }

  private Answer answer(List<EnclosureNote> notes) {
    return Answer.ok(
        new JsonObject()
            .put("hubTime", clock.instant().toString())
            .put("notes", Json.array(notes)));
  }

  private Future<Answer> noteEnclosure(Request request) {
    UUID id = request.uuid("note");
    NoteForm form;
    try {
      form = Json.read(request.body().toBuffer().getBytes(), NoteForm.class);
    } catch (IllegalArgumentException why) {
      return refuse(Problem.of(400, "invalid-note", String.valueOf(why.getMessage())));
    }
    return form.mistake(id)
        .map(LogbookRoutes::refuse)
        .orElseGet(() -> keep(id, request.parameter("enclosure"), form, Viewer.of(request)));
  }

  private Future<Answer> keep(UUID id, String enclosure, NoteForm form, Viewer who) {
    Instant now = clock.instant();
    return store
        .keep(id, enclosure, form, who, now)
        .map(there -> answer(enclosure, form, there))
        .recover(
            why ->
                Database.violated(why)
                    .flatMap(LogbookRoutes::objection)
                    .map(LogbookRoutes::refuse)
                    .orElseGet(() -> Future.failedFuture(why)));
  }

  private static Answer answer(String enclosure, NoteForm form, Optional<EnclosureNote> there) {
    if (there.isEmpty()) {
      return Answer.problem(Problem.notFound("enclosure"));
    }
    return there.get().says(enclosure, form)
        ? Answer.ok(Json.object(there.get()))
        : Answer.problem(
            Problem.of(
                409, "id-reused", "this id belongs to another note: make a new one; notes stay"));
  }

  /** What the database itself objects to, in words that say what to do. */
  private static Optional<Problem> objection(String constraint) {
    return switch (constraint) {
      case "enclosure_note_photo_fkey" ->
          Optional.of(
              Problem.of(409, "photo-missing", "the hub has no such photo: send the photo first")
                  .at("/photo"));
      case "enclosure_note_corrects_its_own" ->
          Optional.of(Problem.notFound("note of this enclosure to correct").at("/corrects"));
      case "enclosure_note_corrects_key" ->
          Optional.of(
              Problem.of(
                      409,
                      "already-corrected",
                      "that note was corrected meanwhile: look again, and correct the correction if"
                          + " it is wrong")
                  .at("/corrects"));
      default -> Optional.empty();
    };
  }

  private static Future<Answer> refuse(Problem problem) {
    return Future.succeededFuture(Answer.problem(problem));
  }
}
