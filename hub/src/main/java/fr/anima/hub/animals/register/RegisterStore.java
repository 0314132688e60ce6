package fr.anima.hub.animals.register;

import static fr.anima.hub.animals.register.AnimalRowsStore.utc;

import fr.anima.hub.database.Database;
import fr.anima.hub.eventlog.Json;
import fr.anima.hub.people.Viewer;
import fr.anima.hub.web.Problem;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Writes the register. Whoever writes about an animal waits for the one before; what was written
 * before, under the same id, is answered again and written once. Every refusal is a failed future
 * with {@link Refused}, and leaves nothing.
 */
final class RegisterStore {
  private static final String TAKE_TURN = "select pg_advisory_xact_lock(hashtextextended($1, 61))";

  private static final String ENCLOSURE = "select id from enclosure where id = $1";

  private static final String KEEP_ANIMAL =
      """
      insert into animal (id, version, tag, name, species, sex, born_on, born_estimated, mother,
                          father, first_enclosure, arrived_at, enclosure, since)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $11, $12)
      on conflict (id) do update
         set version = excluded.version, tag = excluded.tag, name = excluded.name,
             species = excluded.species, sex = excluded.sex, born_on = excluded.born_on,
             born_estimated = excluded.born_estimated, mother = excluded.mother,
             father = excluded.father, first_enclosure = excluded.first_enclosure,
             arrived_at = excluded.arrived_at
      """;

  private static final String KEEP_ENTRY =
      """
      insert into animal_entry (animal, version, entry, author, author_name, recorded_at)
      values ($1, $2, $3, $4, $5, $6)
      """;

  private static final String KEEP_STANDING =
      """
      update animal
         set enclosure = $2, since = $3, died_at = $4, weight_grams = $5, weighed_at = $6,
             milk_eggs_until = $7, meat_until = $8, portrait = $9
       where id = $1
      """;

  private static final String KEEP_EVENT =
      """
      insert into animal_event (id, animal, kind, happened_at, recorded_at, author, author_name,
                                grams, text, milk_eggs_until, meat_until, enclosure, young,
                                corrects, photo)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
      """;

  private final Database database;

  RegisterStore(Database database) {
    this.database = database;
  }

  /** Who says it, and when. */
  record Author(Viewer who, Instant now) {}

  /** Registers an animal, or corrects who it is. */
  Future<Animal> put(UUID id, EntryForm form, Author author) {
    return inTurn(
        id,
        tx ->
            AnimalRowsStore.animal(tx, id)
                .compose(
                    known -> {
                      if (known.filter(it -> it.entry().equals(form.entry())).isPresent()) {
                        return Future.succeededFuture(known.get());
                      }
                      long version = known.map(Animal::version).orElse(0L);
                      return version == form.version()
                          ? keep(tx, id, new EntryForm(version + 1, form.entry()), author)
                          : refuse(outdated(known));
                    }));
  }

  /** Notes something of an animal. */
  Future<AnimalEvent> note(UUID animal, UUID id, EventForm form, Author author) {
    return inTurn(
        animal,
        tx ->
            AnimalRowsStore.event(tx, id)
                .compose(
                    known -> {
                      if (known.isEmpty()) {
                        return keep(tx, animal, id, form, author);
                      }
                      boolean same = known.get().animal().equals(animal) && known.get().says(form);
                      return same
                          ? Future.succeededFuture(known.get())
                          : refuse(Objections.reused());
                    }));
  }

  private Future<Animal> keep(SqlClient tx, UUID id, EntryForm form, Author author) {
    Entry entry = form.entry();
    return enclosure(tx, entry.enclosure(), "/entry/enclosure")
        .compose(there -> parent(tx, entry, entry.mother(), true))
        .compose(fine -> parent(tx, entry, entry.father(), false))
        .compose(fine -> tx.preparedQuery(KEEP_ANIMAL).execute(tuple(id, form)))
        .compose(
            kept ->
                tx.preparedQuery(KEEP_ENTRY)
                    .execute(
                        Tuple.of(
                            id,
                            form.version(),
                            Json.object(entry),
                            author.who().person(),
                            author.who().name(),
                            utc(author.now()))))
        .compose(kept -> AnimalRowsStore.events(tx, id))
        .compose(events -> stand(tx, id, Standing.of(entry, events)))
        .compose(done -> AnimalRowsStore.animal(tx, id).map(Optional::orElseThrow));
  }

  private Future<AnimalEvent> keep(
      SqlClient tx, UUID animal, UUID id, EventForm form, Author author) {
    Instant at = form.at().isAfter(author.now()) ? author.now() : form.at();
    return AnimalRowsStore.animal(tx, animal)
        .compose(
            known ->
                known
                    .map(Future::succeededFuture)
                    .orElseGet(() -> refuse(Problem.notFound("animal"))))
        .compose(
            known ->
                AnimalRowsStore.events(tx, animal)
                    .compose(events -> allowed(form, at, known.entry(), events))
                    .compose(fine -> whereTo(tx, form))
                    .compose(
                        there ->
                            tx.preparedQuery(KEEP_EVENT)
                                .execute(tuple(animal, id, form, at, author)))
                    .compose(kept -> AnimalRowsStore.events(tx, animal))
                    .compose(events -> stand(tx, animal, Standing.of(known.entry(), events))))
        .compose(done -> AnimalRowsStore.event(tx, id).map(Optional::orElseThrow));
  }

  private static Future<Void> allowed(
      EventForm form, Instant at, Entry entry, List<AnimalEvent> events) {
    return RegisterRules.objection(form, at, entry, events)
        .map(RegisterStore::<Void>refuse)
        .orElseGet(Future::succeededFuture);
  }

  private static Future<Void> whereTo(SqlClient tx, EventForm form) {
    return form.enclosure()
        .map(it -> enclosure(tx, it, "/enclosure"))
        .orElseGet(Future::succeededFuture);
  }

  private static Future<Void> enclosure(SqlClient tx, String id, String pointer) {
    return tx.preparedQuery(ENCLOSURE)
        .execute(Tuple.of(id))
        .compose(
            rows ->
                rows.size() == 1
                    ? Future.succeededFuture()
                    : refuse(
                        Problem.of(400, "unknown-enclosure", "there is no enclosure " + id)
                            .at(pointer)));
  }

  private static Future<Void> parent(
      SqlClient tx, Entry child, Optional<UUID> parent, boolean isMother) {
    if (parent.isEmpty()) {
      return Future.succeededFuture();
    }
    return AnimalRowsStore.animal(tx, parent.get())
        .compose(
            known ->
                known
                    .map(it -> RegisterRules.objectionToParent(child, it.entry(), isMother))
                    .orElseGet(
                        () ->
                            Optional.of(
                                Problem.of(400, "invalid-animal", "that parent is not registered")
                                    .at(isMother ? "/entry/mother" : "/entry/father")))
                    .map(RegisterStore::<Void>refuse)
                    .orElseGet(Future::succeededFuture));
  }

  private static Future<Void> stand(SqlClient tx, UUID animal, Standing it) {
    return tx.preparedQuery(KEEP_STANDING)
        .execute(
            Tuple.from(
                Arrays.asList(
                    animal,
                    it.enclosure(),
                    utc(it.since()),
                    it.diedAt().map(AnimalRowsStore::utc).orElse(null),
                    it.weight().map(Standing.Weighing::grams).orElse(null),
                    it.weight().map(weight -> utc(weight.at())).orElse(null),
                    it.milkEggsUntil().orElse(null),
                    it.meatUntil().orElse(null),
                    it.portrait().orElse(null))))
        .mapEmpty();
  }

  /** One writer per animal; two animals that want one tag meet at the database's own index. */
  private <T> Future<T> inTurn(UUID animal, Function<SqlClient, Future<T>> work) {
    return database
        .<T>inTransaction(
            tx ->
                tx.preparedQuery(TAKE_TURN)
                    .execute(Tuple.of(animal.toString()))
                    .compose(turn -> work.apply(tx)))
        .recover(
            why ->
                Database.violated(why)
                    .flatMap(Objections::to)
                    .map(RegisterStore::<T>refuse)
                    .orElseGet(() -> Future.failedFuture(why)));
  }

  private static Problem outdated(Optional<Animal> known) {
    return known
        .map(it -> Problem.stale(Json.object(it)))
        .orElseGet(() -> Problem.notFound("animal"));
  }

  private static <T> Future<T> refuse(Problem problem) {
    return Future.failedFuture(new Refused(problem));
  }

  private static Tuple tuple(UUID id, EntryForm form) {
    Entry it = form.entry();
    return Tuple.from(
        Arrays.asList(
            id,
            form.version(),
            it.tag(),
            it.name(),
            it.species().word(),
            it.sex().word(),
            it.bornOn().orElse(null),
            it.bornEstimated(),
            it.mother().orElse(null),
            it.father().orElse(null),
            it.enclosure(),
            utc(it.arrivedAt())));
  }

  private static Tuple tuple(UUID animal, UUID id, EventForm form, Instant at, Author author) {
    return Tuple.from(
        Arrays.asList(
            id,
            animal,
            form.kind().word(),
            utc(at),
            utc(author.now()),
            author.who().person(),
            author.who().name(),
            form.grams().orElse(null),
            form.text().orElse(null),
            form.milkEggsUntil().orElse(null),
            form.meatUntil().orElse(null),
            form.enclosure().orElse(null),
            form.young().orElse(null),
            form.corrects().orElse(null),
            form.photo().orElse(null)));
  }
}
