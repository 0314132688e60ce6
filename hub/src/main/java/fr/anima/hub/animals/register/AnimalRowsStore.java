package fr.anima.hub.animals.register;

import fr.anima.hub.animals.register.AnimalEvent.Kind;
import fr.anima.hub.animals.register.Entry.Sex;
import fr.anima.hub.animals.register.Standing.Weighing;
import fr.anima.hub.animals.register.Timeline.AlertSeen;
import fr.anima.hub.animals.species.Species;
import fr.anima.wire.Quantity;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** What is read of the register, with or without a transaction around it. */
final class AnimalRowsStore {
  private static final int MOST = 1_000;

  private static final String ANIMALS =
      """
      select id, version, tag, name, species, sex, born_on, born_estimated, mother, father,
             first_enclosure, arrived_at, enclosure, since, died_at, weight_grams, weighed_at,
             milk_eggs_until, meat_until, portrait
        from animal
      """;

  private static final String LIVING_ANIMALS =
      ANIMALS + " where died_at is null order by enclosure, name, tag, id";

  private static final String ALL_ANIMALS = ANIMALS + " order by enclosure, name, tag, id";

  private static final String ANIMAL = ANIMALS + " where id = $1";

  private static final String EVENTS =
      """
      select e.id, e.animal, e.kind, e.happened_at, e.recorded_at, e.author_name, e.grams, e.text,
             e.milk_eggs_until, e.meat_until, e.enclosure, e.young, e.photo, e.corrects,
             c.id as corrected_by
        from animal_event e left join animal_event c on c.corrects = e.id
      """;

  private static final String EVENTS_OF_ANIMAL = EVENTS + " where e.animal = $1 order by e.number";

  private static final String EVENT = EVENTS + " where e.id = $1";

  /** What counts of what was noted of animals while they lived there; who moved in is of it too. */
  private static final String EVENTS_OF_ENCLOSURE =
      """
      select e.id, e.animal, e.kind, e.happened_at, e.recorded_at, e.author_name, e.grams, e.text,
             e.milk_eggs_until, e.meat_until, e.enclosure, e.young, e.photo, e.corrects,
             null::uuid as corrected_by, a.name, a.tag, a.species
        from animal_event e join animal a on a.id = e.animal
       where e.happened_at >= $2 and e.happened_at < $3
         and not exists (select 1 from animal_event c where c.corrects = e.id)
         and $1 = coalesce(
               (select m.enclosure from animal_event m
                 where m.animal = e.animal and m.kind = 'move' and m.happened_at <= e.happened_at
                   and not exists (select 1 from animal_event c where c.corrects = m.id)
                 order by m.happened_at desc, m.number desc limit 1),
               a.first_enclosure)
       order by e.happened_at desc, e.number desc
       limit $4
      """;

  private static final String ALERTS_OF_ENCLOSURES =
      """
      select id, enclosure, kind, quantity, side, severity, raise_at, value, since, cleared_at,
             acknowledged_by
        from alert
       where enclosure = any($1) and (cleared_at is null or cleared_at > $2)
       order by since desc
       limit $3
      """;

  private AnimalRowsStore() {}

  static Future<List<Animal>> animals(SqlClient client, boolean deadToo) {
    return client
        .query(deadToo ? ALL_ANIMALS : LIVING_ANIMALS)
        .execute()
        .map(rows -> all(rows, AnimalRowsStore::animal));
  }

  static Future<Optional<Animal>> animal(SqlClient client, UUID id) {
    return client
        .preparedQuery(ANIMAL)
        .execute(Tuple.of(id))
        .map(rows -> all(rows, AnimalRowsStore::animal).stream().findFirst());
  }

  /** All that was noted of an animal, in the order in which the hub took it. */
  static Future<List<AnimalEvent>> events(SqlClient client, UUID animal) {
    return client
        .preparedQuery(EVENTS_OF_ANIMAL)
        .execute(Tuple.of(animal))
        .map(rows -> all(rows, AnimalRowsStore::event));
  }

  static Future<Optional<AnimalEvent>> event(SqlClient client, UUID id) {
    return client
        .preparedQuery(EVENT)
        .execute(Tuple.of(id))
        .map(rows -> all(rows, AnimalRowsStore::event).stream().findFirst());
  }

  /** The contract's EnclosureEvent: what was noted, and of whom. */
  record Noted(String name, String tag, String species, AnimalEvent event) {}

  /** What was noted in an enclosure during a period, the newest thousand. */
  static Future<List<Noted>> events(
      SqlClient client, String enclosure, Instant from, Instant until) {
    return client
        .preparedQuery(EVENTS_OF_ENCLOSURE)
        .execute(Tuple.of(enclosure, utc(from), utc(until), MOST))
        .map(rows -> all(rows, AnimalRowsStore::noted));
  }

  /** The newest alerts of the enclosures of some stays, from the first of them on. */
  static Future<List<AlertSeen>> alerts(SqlClient client, List<Stay> stays) {
    if (stays.isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    String[] enclosures = stays.stream().map(Stay::enclosure).distinct().toArray(String[]::new);
    return client
        .preparedQuery(ALERTS_OF_ENCLOSURES)
        .execute(Tuple.of(enclosures, utc(stays.get(0).from()), MOST))
        .map(rows -> all(rows, AnimalRowsStore::alert));
  }

  static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  private static <T> List<T> all(Iterable<Row> rows, Function<Row, T> reading) {
    return StreamSupport.stream(rows.spliterator(), false).map(reading).toList();
  }

  private static Animal animal(Row row) {
    Entry entry =
        new Entry(
            row.getString("tag"),
            row.getString("name"),
            Species.ofWord(row.getString("species")),
            Sex.valueOf(row.getString("sex").toUpperCase(Locale.ROOT)),
            Optional.ofNullable(row.getLocalDate("born_on")),
            row.getBoolean("born_estimated"),
            Optional.ofNullable(row.getUUID("mother")),
            Optional.ofNullable(row.getUUID("father")),
            row.getString("first_enclosure"),
            row.getOffsetDateTime("arrived_at").toInstant());
    Standing standing =
        new Standing(
            row.getString("enclosure"),
            row.getOffsetDateTime("since").toInstant(),
            instant(row, "died_at"),
            instant(row, "weighed_at").map(at -> new Weighing(row.getInteger("weight_grams"), at)),
            Optional.ofNullable(row.getLocalDate("milk_eggs_until")),
            Optional.ofNullable(row.getLocalDate("meat_until")),
            Optional.ofNullable(row.getString("portrait")));
    return new Animal(row.getUUID("id"), row.getLong("version"), entry, standing);
  }

  private static AnimalEvent event(Row row) {
    return new AnimalEvent(
        row.getUUID("id"),
        row.getUUID("animal"),
        Kind.ofWord(row.getString("kind")),
        row.getOffsetDateTime("happened_at").toInstant(),
        row.getOffsetDateTime("recorded_at").toInstant(),
        row.getString("author_name"),
        Optional.ofNullable(row.getInteger("grams")),
        Optional.ofNullable(row.getString("text")),
        Optional.ofNullable(row.getLocalDate("milk_eggs_until")),
        Optional.ofNullable(row.getLocalDate("meat_until")),
        Optional.ofNullable(row.getString("enclosure")),
        Optional.ofNullable(row.getInteger("young")),
        Optional.ofNullable(row.getString("photo")),
        Optional.ofNullable(row.getUUID("corrects")),
        Optional.ofNullable(row.getUUID("corrected_by")));
  }

  private static Noted noted(Row row) {
    return new Noted(
        row.getString("name"), row.getString("tag"), row.getString("species"), event(row));
  }

  private static AlertSeen alert(Row row) {
    return new AlertSeen(
        row.getUUID("id"),
        row.getString("enclosure"),
        row.getString("kind"),
        Optional.ofNullable(row.getString("quantity")).map(Quantity::ofWord),
        Optional.ofNullable(row.getString("side")),
        row.getString("severity"),
        number(row, "raise_at"),
        number(row, "value"),
        row.getOffsetDateTime("since").toInstant(),
        instant(row, "cleared_at"),
        Optional.ofNullable(row.getString("acknowledged_by")));
  }

  private static OptionalDouble number(Row row, String column) {
    Double number = row.getDouble(column);
    return number == null ? OptionalDouble.empty() : OptionalDouble.of(number);
  }

  private static Optional<Instant> instant(Row row, String column) {
    return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
  }
}
