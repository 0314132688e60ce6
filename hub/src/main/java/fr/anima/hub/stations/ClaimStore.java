package fr.anima.hub.stations;

import fr.anima.hub.database.Database;
import fr.anima.wire.StationId;
import fr.anima.wire.StationKind;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table of claim codes: offered by an operator, redeemed once by a station, or withdrawn. */
final class ClaimStore {
  private static final Duration REMEMBERED = Duration.ofDays(1);

  private static final String TIDY =
      "delete from station_claim where expires_at < $1 or (station = $2 and used_at is null)";

  private static final String OFFER =
      """
      insert into station_claim (code_hash, station, kind, place, created_at, expires_at)
      select $1, $2, $3, $4, $5, $6
      where not exists (select 1 from station where id = $2)""";

  private static final String OPEN =
      """
      select station as id, kind, place, created_at as added_at, expires_at
      from station_claim where used_at is null and expires_at > $1
      order by expires_at""";

  private static final String WITHDRAW =
      "delete from station_claim where station = $1 and used_at is null";

  private static final String REDEEM =
      """
      with claimed as (
        update station_claim set used_at = $3
        where code_hash = $1 and used_at is null and expires_at > $3
        returning station, kind, place)
      insert into station (id, kind, place, key_hash, added_at)
      select station, kind, place, $2, $3 from claimed
      on conflict (id) do nothing
      returning id, kind, place, added_at""";

  private static final String REDEEMED_BEFORE =
      """
      select id, station.kind, station.place, added_at
      from station_claim join station on id = station
      where code_hash = $1 and key_hash = $2 and expires_at > $3 and revoked_at is null""";

  private final Database database;

  /** A station that is still to come: its code was given out and is good until then. */
  record Offer(Station station, Instant expiresAt) {}

  ClaimStore(Database database) {
    this.database = database;
  }

  /**
   * Keeps a code for a station that is still to come, in place of any earlier one for it; false
   * when there is a station of that name: names are not given twice.
   */
  Future<Boolean> offer(Station station, ClaimCode code) {
    Instant now = station.addedAt();
    String id = station.id().value();
    return database.inTransaction(
        transaction ->
            run(transaction, TIDY, Tuple.of(at(now.minus(REMEMBERED)), id))
                .compose(
                    tidy ->
                        run(
                            transaction,
                            OFFER,
                            Tuple.of(
                                code.hash(),
                                id,
                                station.kind().word(),
                                station.place(),
                                at(now),
                                at(now.plus(ClaimCode.GOOD)))))
                .map(rows -> rows.rowCount() == 1));
  }

  /** Whose codes are good now, those that end first at the front. */
  Future<List<Offer>> open(Instant now) {
    return run(database.client(), OPEN, Tuple.of(at(now)))
        .map(
            rows -> {
              List<Offer> offers = new ArrayList<>();
              rows.forEach(row -> offers.add(new Offer(station(row), time(row, "expires_at"))));
              return offers;
            });
  }

  /** Makes the codes that nobody has used yet worthless; false when there were none. */
  Future<Boolean> withdraw(String station) {
    return run(database.client(), WITHDRAW, Tuple.of(station)).map(rows -> rows.rowCount() > 0);
  }

  /**
   * Gives the station of that code this key, if the code is good. The same code with the same key
   * is answered again, because the first answer may have been lost on its way.
   */
  Future<Optional<Station>> redeem(ClaimCode code, StationKey key, Instant now) {
    Tuple shown = Tuple.of(code.hash(), key.hash(), at(now));
    return run(database.client(), REDEEM, shown)
        .map(ClaimStore::first)
        .compose(
            claimed ->
                claimed.isPresent()
                    ? Future.succeededFuture(claimed)
                    : run(database.client(), REDEEMED_BEFORE, shown).map(ClaimStore::first));
  }

  private static Future<RowSet<Row>> run(SqlClient client, String sql, Tuple values) {
    return client.preparedQuery(sql).execute(values);
  }

  private static Optional<Station> first(RowSet<Row> rows) {
    return rows.size() == 0 ? Optional.empty() : Optional.of(station(rows.iterator().next()));
  }

  private static Station station(Row row) {
    return Station.added(
        new StationId(row.getString("id")),
        StationKind.ofWord(row.getString("kind")),
        row.getString("place"),
        time(row, "added_at"));
  }

  private static Instant time(Row row, String column) {
    return row.getOffsetDateTime(column).toInstant();
  }

  private static OffsetDateTime at(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
