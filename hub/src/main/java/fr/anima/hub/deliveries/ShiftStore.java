package fr.anima.hub.deliveries;

import fr.anima.hub.bikes.Bikes;
import fr.anima.hub.database.Database;
import fr.anima.hub.orders.Orders.Verdict;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Who rides which bike: at most one open shift per courier and per bike, kept by the database. */
final class ShiftStore implements Bikes.Pairings {
  private static final String OPEN_SHIFT =
      """
      insert into shift (id, courier, courier_name, bike, since) values ($1, $2, $3, $4, $5)
      on conflict do nothing
      """;
  private static final String CLOSE_SHIFT_OF_COURIER =
      """
      update shift set until = greatest($2, since)
      where courier = $1 and until is null
      """;
  private static final String OPEN_SHIFT_OF_COURIER =
      """
      select id, courier, courier_name, bike, since
      from shift where courier = $1 and until is null
      """;
  private static final String LOCK_SHIFT_OF_COURIER = OPEN_SHIFT_OF_COURIER + " for update";
  private static final String OPEN_SHIFT_OF_BIKE =
      """
      select id, courier, courier_name, bike, since
      from shift where bike = $1 and until is null
      """;
  private static final String OPEN_SHIFTS =
      "select bike, courier_name from shift where until is null";
  private static final String COURIERS_ON_BIKES =
      "select courier from shift where bike = any($1) and until is null";
  private static final String BIKES_RIDDEN_AT =
      """
      select bike from shift
      where courier = $1 and since <= $3 and (until is null or until >= $2)
      order by until nulls first, since desc
      """;

  private final Database database;

  ShiftStore(Database database) {
    this.database = database;
  }

  /** Pairs a courier with a bike; the pairing they have already is kept. */
  Future<Shift> start(Shift wanted) {
    return database
        .client()
        .preparedQuery(OPEN_SHIFT)
        .execute(
            Tuple.of(
                wanted.id(),
                wanted.courier(),
                wanted.name(),
                wanted.bike(),
                wanted.since().atOffset(ZoneOffset.UTC)))
        .compose(
            rows -> rows.rowCount() == 1 ? Future.succeededFuture(wanted) : whoWasFirst(wanted));
  }

  private Future<Shift> whoWasFirst(Shift wanted) {
    return of(wanted.courier())
        .compose(
            mine ->
                mine.isPresent()
                    ? mine(mine.get(), wanted).orUndo()
                    : on(wanted.bike())
                        .compose(
                            other ->
                                Verdict.<Shift>no(
                                        409,
                                        "bike-taken",
                                        "bike "
                                            + wanted.bike()
                                            + " is ridden by "
                                            + other.map(Shift::firstName).orElse("somebody")
                                            + ": choose another")
                                    .orUndo()));
  }

  private static Verdict<Shift> mine(Shift open, Shift wanted) {
    return open.bike().equals(wanted.bike())
        ? Verdict.yes(open)
        : Verdict.no(
            409, "shift-open", "you are on bike " + open.bike() + ": end that round first");
  }

  /** Ends a courier's shift, if one is open. */
  Future<Void> end(UUID courier, Instant at) {
    return database
        .client()
        .preparedQuery(CLOSE_SHIFT_OF_COURIER)
        .execute(Tuple.of(courier, at.atOffset(ZoneOffset.UTC)))
        .mapEmpty();
  }

  /** A courier's open shift. */
  Future<Optional<Shift>> of(UUID courier) {
    return first(database.client(), OPEN_SHIFT_OF_COURIER, courier);
  }

  /** The open shift on a bike. */
  Future<Optional<Shift>> on(String bike) {
    return first(database.client(), OPEN_SHIFT_OF_BIKE, bike);
  }

  /** Keeps a courier's reports one after the other. */
  static Future<Optional<Shift>> lock(SqlClient tx, UUID courier) {
    return first(tx, LOCK_SHIFT_OF_COURIER, courier);
  }

  /** The bikes a courier was on between two times, the present one first. */
  static Future<List<String>> ridden(SqlClient tx, UUID courier, Instant from, Instant until) {
    return tx.preparedQuery(BIKES_RIDDEN_AT)
        .execute(Tuple.of(courier, from.atOffset(ZoneOffset.UTC), until.atOffset(ZoneOffset.UTC)))
        .map(rows -> stream(rows).map(it -> it.getString("bike")).toList());
  }

  /** Who is on one of these bikes now. */
  static Future<List<UUID>> couriers(SqlClient tx, Collection<String> bikes) {
    return tx.preparedQuery(COURIERS_ON_BIKES)
        .execute(Tuple.of((Object) bikes.toArray(String[]::new)))
        .map(rows -> stream(rows).map(it -> it.getUUID("courier")).toList());
  }

  @Override
  public Future<Map<String, String>> couriers() {
    return database
        .client()
        .query(OPEN_SHIFTS)
        .execute()
        .map(
            rows -> {
              Map<String, String> names = new HashMap<>();
              rows.forEach(
                  it -> names.put(it.getString("bike"), Shift.first(it.getString("courier_name"))));
              return names;
            });
  }

  private static Future<Optional<Shift>> first(SqlClient client, String sql, Object of) {
    return client
        .preparedQuery(sql)
        .execute(Tuple.of(of))
        .map(rows -> stream(rows).findFirst().map(ShiftStore::shift));
  }

  private static Shift shift(Row it) {
    return new Shift(
        it.getUUID("id"),
        it.getUUID("courier"),
        it.getString("courier_name"),
        it.getString("bike"),
        it.getOffsetDateTime("since").toInstant());
  }

  private static java.util.stream.Stream<Row> stream(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false);
  }

  /** An open pairing of a courier with a bike. */
  record Shift(UUID id, UUID courier, String name, String bike, Instant since) {
    String firstName() {
      return first(name);
    }

    static String first(String name) {
      return name.strip().split("\\s+", 2)[0];
    }
  }
}
