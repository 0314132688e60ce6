package fr.anima.hub.notices.push;

import fr.anima.hub.database.Database;
import fr.anima.hub.notices.push.Phone.Keys;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Whose phones take notices, and which notice each has taken, in PostgreSQL. */
final class PhoneStore {
  /** More than anybody carries; each of them is asked for every notice. */
  static final int MOST = 8;

  /** What no longer takes notices is shown for so long, without its address. */
  private static final Duration GONE_SHOWN = Duration.ofDays(30);

  private static final String PERSON =
      "select 1 from person where id = $1 and disabled_at is null for update";

  private static final String OTHERS =
      """
      select count(*) as number from push_phone
      where person = $1 and endpoint is not null and endpoint <> $2
      """;

  /** A browser has one address: whoever registers it last is told by it, and nobody else. */
  private static final String KEEP =
      """
      insert into push_phone (id, person, name, endpoint, agreement, secret, added_at)
      values ($1, $2, $3, $4, $5, $6, $7)
      on conflict (endpoint) do update
        set person = excluded.person, name = excluded.name, agreement = excluded.agreement,
            secret = excluded.secret, trouble = null, wait_until = null,
            reached_at = case when push_phone.person = excluded.person
                              then push_phone.reached_at end
      """;

  /** A browser whose push service gave it another address stays the phone it was. */
  private static final String RENEW =
      """
      update push_phone
         set endpoint = $3, agreement = $4, secret = $5, trouble = null, wait_until = null
       where person = $1 and endpoint = $2
         and not exists (select 1 from push_phone where endpoint = $3)
      """;

  /** The page knows its own address, and finds itself by the mark. */
  private static final String OF_PERSON =
      """
      select id, name, added_at, reached_at, gone_at, trouble,
             encode(sha256(convert_to(endpoint, 'UTF8')), 'hex') as mark
      from push_phone where person = $1 order by added_at, id
      """;

  private static final String DROP = "delete from push_phone where id = $1 and person = $2";

  private static final String TO_REACH =
      """
      select id, endpoint, agreement, secret, wait_until from push_phone
      where person = $1 and endpoint is not null
        and not exists (select 1 from push_taken where notice = $2 and phone = push_phone.id)
      order by added_at, id
      """;

  private static final String TAKEN_BY =
      "select count(*) as number from push_taken where notice = $1";

  private static final String TAKE =
      "insert into push_taken (notice, phone) values ($1, $2) on conflict do nothing";

  private static final String REACHED =
      """
      update push_phone set reached_at = $2, trouble = null, wait_until = null where id = $1
      """;

  private static final String NOT_REACHED =
      "update push_phone set trouble = left($2, 200), wait_until = $3 where id = $1";

  private static final String GONE =
      """
      update push_phone
         set gone_at = $2, trouble = left($3, 200), wait_until = null,
             endpoint = null, agreement = null, secret = null
       where id = $1
      """;

  /** Whoever is here no longer, or has no alerts to hear of, leaves no address behind. */
  private static final String FORGET =
      """
      delete from push_phone using person
      where person.id = push_phone.person
        and (gone_at < $1 or person.disabled_at is not null
             or person.role not in ('keeper', 'admin'))
      """;

  private final Database database;

  PhoneStore(Database database) {
    this.database = database;
  }

  /** What became of a wish to be told by a phone. */
  enum Added {
    KEPT,
    /** Whoever asks has no account. */
    NO_ACCOUNT,
    /** They have as many as one may. */
    FULL
  }

  Future<Added> add(UUID person, String name, Phone phone, Instant now) {
    return database.inTransaction(
        transaction ->
            transaction
                .preparedQuery(PERSON)
                .execute(Tuple.of(person))
                .compose(
                    found ->
                        found.rowCount() == 0
                            ? Future.succeededFuture(Added.NO_ACCOUNT)
                            : keep(transaction, person, name, phone, now)));
  }

  private Future<Added> keep(
      SqlClient transaction, UUID person, String name, Phone phone, Instant now) {
    String endpoint = phone.address().toString();
    return number(transaction, OTHERS, Tuple.of(person, endpoint))
        .compose(
            others ->
                others >= MOST
                    ? Future.succeededFuture(Added.FULL)
                    : transaction
                        .preparedQuery(KEEP)
                        .execute(
                            Tuple.from(
                                Arrays.asList(
                                    phone.id(),
                                    person,
                                    name,
                                    endpoint,
                                    phone.keys().agreement(),
                                    phone.keys().secret(),
                                    utc(now))))
                        .map(Added.KEPT));
  }

  /** Gives a phone of that person its new address; false when it is not among theirs. */
  Future<Boolean> renew(UUID person, String before, Phone phone) {
    return database
        .client()
        .preparedQuery(RENEW)
        .execute(
            Tuple.of(
                person,
                before,
                phone.address().toString(),
                phone.keys().agreement(),
                phone.keys().secret()))
        .map(renewed -> renewed.rowCount() > 0);
  }

  /** Somebody's phones as the screen shows them. */
  Future<List<Row>> ofPerson(UUID person) {
    return database
        .client()
        .preparedQuery(OF_PERSON)
        .execute(Tuple.of(person))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).toList());
  }

  /** Forgets a phone of that person; false when they have none of that id. */
  Future<Boolean> drop(UUID phone, UUID person) {
    return database
        .client()
        .preparedQuery(DROP)
        .execute(Tuple.of(phone, person))
        .map(dropped -> dropped.rowCount() > 0);
  }

  /** Those of somebody's phones that have not taken a notice yet. */
  Future<List<Phone>> toReach(UUID person, long notice) {
    return database
        .client()
        .preparedQuery(TO_REACH)
        .execute(Tuple.of(person, notice))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false).map(PhoneStore::phone).toList());
  }

  /** How many phones have taken a notice. */
  Future<Long> takenBy(long notice) {
    return number(database.client(), TAKEN_BY, Tuple.of(notice));
  }

  /** Notes what became of a notice on one phone. */
  Future<Void> note(Phone phone, long notice, PushAnswer answer, Instant now) {
    return switch (answer.kind()) {
      case TAKEN ->
          run(TAKE, Tuple.of(notice, phone.id()))
              .compose(done -> run(REACHED, Tuple.of(phone.id(), utc(now))));
      case LATER, REFUSED ->
          run(
              NOT_REACHED,
              Tuple.of(
                  phone.id(),
                  answer.detail(),
                  answer.waitUntil().map(PhoneStore::utc).orElse(null)));
      case GONE -> run(GONE, Tuple.of(phone.id(), utc(now), answer.detail()));
    };
  }

  /** Forgets phones that are gone for long, and those of people who are. */
  Future<Void> forget(Instant now) {
    return run(FORGET, Tuple.of(utc(now.minus(GONE_SHOWN))));
  }

  private Future<Void> run(String statement, Tuple values) {
    return database.client().preparedQuery(statement).execute(values).mapEmpty();
  }

  private static Future<Long> number(SqlClient client, String question, Tuple values) {
    return client
        .preparedQuery(question)
        .execute(values)
        .map(rows -> rows.iterator().next().getLong("number"));
  }

  private static Phone phone(Row row) {
    return new Phone(
        row.getUUID("id"),
        URI.create(row.getString("endpoint")),
        new Keys(row.getString("agreement"), row.getString("secret")),
        Optional.ofNullable(row.getOffsetDateTime("wait_until")).map(OffsetDateTime::toInstant));
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
