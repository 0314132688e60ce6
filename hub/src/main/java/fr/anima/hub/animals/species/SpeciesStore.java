package fr.anima.hub.animals.species;

import fr.anima.hub.animals.species.BoundOverride.Withdrawal;
import fr.anima.hub.database.Database;
import fr.anima.hub.people.Viewer;
import fr.anima.wire.Quantity;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What was decided about enclosures' bounds, in PostgreSQL; rows are added and never changed. */
final class SpeciesStore {
  private static final String KEEPERS_WORDS_OF_ENCLOSURE =
      "select species, expected_every_seconds from enclosure where id = $1";

  private static final String OVERRIDES =
      """
      select o.id, o.enclosure, o.quantity, o.side, o.value, o.why, o.author_name, o.said_at,
             o.recorded_at, o.vet, o.signed_on, w.author_name as taken_back_by, w.taken_back_at
        from bound_override o left join bound_override_withdrawal w on w.override = o.id
      """;

  private static final String OVERRIDES_OF_ENCLOSURE =
      OVERRIDES + " where o.enclosure = $1 order by o.number";

  private static final String OVERRIDE = OVERRIDES + " where o.id = $1 and o.enclosure = $2";

  private static final String KEEP_OVERRIDE =
      """
      insert into bound_override (id, enclosure, quantity, side, value, why, author, author_name,
                                  said_at, recorded_at, vet, signed_on)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
      on conflict (id) do nothing
      """;

  private static final String KEEP_WITHDRAWAL =
      """
      insert into bound_override_withdrawal (override, author, author_name, taken_back_at)
      select id, $3, $4, $5 from bound_override where id = $1 and enclosure = $2
      on conflict (override) do nothing
      """;

  private final Database database;

  SpeciesStore(Database database) {
    this.database = database;
  }

  /**
   * What keepers wrote beside an enclosure.
   *
   * @param measured what its station measures
   */
  record Kept(List<String> words, Set<Quantity> measured) {}

  /** The words of an enclosure; empty when there is none. */
  Future<Optional<Kept>> kept(String enclosure) {
    return database
        .client()
        .preparedQuery(KEEPERS_WORDS_OF_ENCLOSURE)
        .execute(Tuple.of(enclosure))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(SpeciesStore::kept)
                    .findFirst());
  }

  /** Every override an enclosure ever had, oldest first. */
  Future<List<BoundOverride>> history(String enclosure) {
    return database
        .client()
        .preparedQuery(OVERRIDES_OF_ENCLOSURE)
        .execute(Tuple.of(enclosure))
        .map(SpeciesStore::overrides);
  }

  /** Keeps it unless one of that id is there, and answers what is there then, if it is here. */
  Future<Optional<BoundOverride>> put(
      UUID id, String enclosure, OverrideForm form, Viewer who, Instant now) {
    return database
        .client()
        .preparedQuery(KEEP_OVERRIDE)
        .execute(
            Tuple.of(id, enclosure, form.quantity().word(), form.side().word())
                .addDouble(form.value())
                .addString(form.why())
                .addUUID(who.person())
                .addString(who.name())
                .addOffsetDateTime(utc(form.at().isAfter(now) ? now : form.at()))
                .addOffsetDateTime(utc(now))
                .addString(form.vet())
                .addLocalDate(form.signedOn()))
        .compose(kept -> find(id, enclosure));
  }

  /** Takes it back, once; answers it as it is then, empty when there is none. */
  Future<Optional<BoundOverride>> withdraw(UUID id, String enclosure, Viewer who, Instant now) {
    return database
        .client()
        .preparedQuery(KEEP_WITHDRAWAL)
        .execute(Tuple.of(id, enclosure, who.person(), who.name(), utc(now)))
        .compose(kept -> find(id, enclosure));
  }

  private Future<Optional<BoundOverride>> find(UUID id, String enclosure) {
    return database
        .client()
        .preparedQuery(OVERRIDE)
        .execute(Tuple.of(id, enclosure))
        .map(rows -> overrides(rows).stream().findFirst());
  }

  private static Kept kept(Row row) {
    JsonObject periods = row.getJsonObject("expected_every_seconds");
    return new Kept(
        List.of(row.getArrayOfStrings("species")),
        periods.fieldNames().stream().map(Quantity::ofWord).collect(Collectors.toSet()));
  }

  private static List<BoundOverride> overrides(Iterable<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).map(SpeciesStore::override).toList();
  }

  private static BoundOverride override(Row row) {
    return new BoundOverride(
        row.getUUID("id"),
        row.getString("enclosure"),
        Quantity.ofWord(row.getString("quantity")),
        Bound.Side.valueOf(row.getString("side").toUpperCase(Locale.ROOT)),
        row.getDouble("value"),
        row.getString("why"),
        row.getString("author_name"),
        row.getOffsetDateTime("said_at").toInstant(),
        row.getOffsetDateTime("recorded_at").toInstant(),
        row.getString("vet"),
        row.getLocalDate("signed_on"),
        Optional.ofNullable(row.getOffsetDateTime("taken_back_at"))
            .map(it -> new Withdrawal(row.getString("taken_back_by"), it.toInstant())));
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
