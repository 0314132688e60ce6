package fr.anima.hub.animals.species;

import fr.anima.hub.animals.species.SpeciesProfile.HeatSum;
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
import fr.anima.wire.Quantity;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** What browsers may ask of this room: profiles, what follows for an enclosure, and overrides. */
public final class SpeciesRoutes implements Routes {
  private final SpeciesStore store;
  private final ZoneId zone;
  private final InstantSource clock;

  /** Over an up-to-date schema, in the farm's zone. */
  public SpeciesRoutes(Database database, ZoneId zone, InstantSource clock) {
    this.store = new SpeciesStore(database);
    this.zone = zone;
    this.clock = clock;
  }

  @Override
  public void declare(Operations operations) {
    Access keepers = Role.only(Role.KEEPER, Role.ADMIN);
    operations.operation("listSpecies", keepers, this::listSpecies);
    operations.operation("getEnclosureProposal", keepers, this::getEnclosureProposal);
    operations.operation("putOverride", keepers, this::putOverride);
    operations.operation("withdrawOverride", keepers, this::withdrawOverride);
  }

  private Future<Answer> listSpecies(Request request) {
    JsonArray species = new JsonArray();
    Profiles.ALL.forEach(it -> species.add(Json.object(Told.of(it))));
    JsonObject sources = new JsonObject();
    Profiles.SOURCES.forEach(sources::put);
    return Future.succeededFuture(
        Answer.ok(new JsonObject().put("species", species).put("sources", sources)));
  }

  /** A profile together with what is missing in it. */
  private record Told(
      Species species, List<Bound> bounds, Optional<HeatSum> heatSum, List<Quantity> unknown) {
    static Told of(SpeciesProfile it) {
      return new Told(it.species(), it.bounds(), it.heatSum(), it.unknown());
    }
  }

  private Future<Answer> getEnclosureProposal(Request request) {
    String enclosure = request.parameter("enclosure");
    return store
        .kept(enclosure)
        .compose(
            kept ->
                kept.isEmpty()
                    ? Future.succeededFuture(Answer.problem(Problem.notFound("enclosure")))
                    : store.history(enclosure).map(history -> answer(kept.get(), history)));
  }

  private Answer answer(SpeciesStore.Kept kept, List<BoundOverride> history) {
    Proposal proposal = Proposal.of(kept.words(), BoundOverride.inForce(history), kept.measured());
    JsonArray past = new JsonArray();
    history.forEach(it -> past.add(Json.object(it)));
    return Answer.ok(
        Json.object(proposal).put("hubTime", clock.instant().toString()).put("history", past));
  }

  private Future<Answer> putOverride(Request request) {
    Instant now = clock.instant();
    OverrideForm form;
    try {
      form = Json.read(request.body().toBuffer().getBytes(), OverrideForm.class);
    } catch (IllegalArgumentException why) {
      return refuse(Problem.of(400, "invalid-override", String.valueOf(why.getMessage())));
    }
    Optional<Problem> mistake = form.mistake(LocalDate.ofInstant(now, zone));
    if (mistake.isPresent()) {
      return refuse(mistake.get());
    }
    String enclosure = request.parameter("enclosure");
    return store
        .kept(enclosure)
        .compose(
            kept ->
                kept.isEmpty()
                    ? refuse(Problem.notFound("enclosure"))
                    : store
                        .put(request.uuid("override"), enclosure, form, Viewer.of(request), now)
                        .map(stored -> kept(stored, form)));
  }

  private static Answer kept(Optional<BoundOverride> stored, OverrideForm form) {
    return stored
        .filter(it -> it.says(form))
        .map(it -> Answer.ok(Json.object(it)))
        .orElseGet(
            () ->
                Answer.problem(
                    Problem.of(
                        409,
                        "id-reused",
                        "this id belongs to another override: make a new one; overrides are never"
                            + " rewritten")));
  }

  private Future<Answer> withdrawOverride(Request request) {
    return store
        .withdraw(
            request.uuid("override"),
            request.parameter("enclosure"),
            Viewer.of(request),
            clock.instant())
        .map(
            found ->
                found
                    .map(it -> Answer.ok(Json.object(it)))
                    .orElseGet(() -> Answer.problem(Problem.notFound("override"))));
  }

  private static Future<Answer> refuse(Problem problem) {
    return Future.succeededFuture(Answer.problem(problem));
  }
}
