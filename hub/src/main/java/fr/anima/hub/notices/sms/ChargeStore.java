package fr.anima.hub.notices.sms;

import fr.anima.hub.database.Database;
import fr.anima.hub.notices.sms.SmsConfig.Limits;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

/**
 * How many text messages each person had lately, in PostgreSQL. A charge is written before the
 * gateway is asked and taken back only when it certainly sent nothing: a gateway that takes
 * messages and does not say so can then not cost more than the limit.
 */
final class ChargeStore {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  /** One at a time for each person, whatever number of hubs. */
  private static final String PERSON = "select 1 from person where id = $1 for no key update";

  private static final String LATELY =
      """
      select count(*) filter (where at > $2) as hour, count(*) as day
      from sms_charge where person = $1 and at > $3
      """;

  private static final String CHARGE =
      "insert into sms_charge (person, notice, at) values ($1, $2, $3) returning id";

  private static final String TAKE_BACK = "delete from sms_charge where id = $1";

  private final Database database;

  ChargeStore(Database database) {
    this.database = database;
  }

  /** Whether one more may be sent. */
  sealed interface Charge {
    /** It may, and is counted under that number. */
    record Counted(long id) implements Charge {}

    /** It may not: so many were sent within the hour, or the day. */
    record HeldBack(String reason) implements Charge {}
  }

  Future<Charge> charge(UUID person, long notice, Limits limits, Instant now) {
    return database.inTransaction(
        transaction ->
            transaction
                .preparedQuery(PERSON)
                .execute(Tuple.of(person))
                .compose(
                    locked ->
                        transaction
                            .preparedQuery(LATELY)
                            .execute(Tuple.of(person, utc(now.minus(HOUR)), utc(now.minus(DAY)))))
                .compose(
                    rows -> {
                      Row lately = rows.iterator().next();
                      if (lately.getLong("hour") >= limits.perHour()) {
                        return Future.succeededFuture(new Charge.HeldBack("sms-hour-limit"));
                      }
                      return lately.getLong("day") >= limits.perDay()
                          ? Future.succeededFuture(new Charge.HeldBack("sms-day-limit"))
                          : count(transaction, person, notice, now);
                    }));
  }

  /** The gateway certainly sent nothing. */
  Future<Void> takeBack(Charge.Counted charge) {
    return database.client().preparedQuery(TAKE_BACK).execute(Tuple.of(charge.id())).mapEmpty();
  }

  private static Future<Charge> count(
      SqlClient transaction, UUID person, long notice, Instant now) {
    return transaction
        .preparedQuery(CHARGE)
        .execute(Tuple.of(person, notice, utc(now)))
        .map(rows -> new Charge.Counted(rows.iterator().next().getLong("id")));
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
