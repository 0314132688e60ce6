package fr.anima.hub.notices.sending;

import fr.anima.hub.database.Database;
import fr.anima.hub.notices.sending.Letter.Recipient;
import fr.anima.hub.notices.sending.Letter.Text;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The rows of notices on their way out. Whoever sends one claims it first, so that of several hubs
 * one sends it; the claim of a hub that died is over some seconds later, and what it had sent
 * without noting so is then sent once more: that is the only way to be told twice.
 */
public final class SendingStore {
  /** Longer than any try lasts, and shorter than a hub takes to start again. */
  static final Duration CLAIM = Duration.ofSeconds(15);

  private static final Duration KEPT = Duration.ofDays(365);
  private static final int MOST = 50;
  private static final int MOST_LISTED = 200;

  /** That something is over is told after that it began, whatever has to be tried again. */
  private static final String CLAIM_DUE =
      """
      update notice
         set claimed_until = $2, attempts = attempts + 1
       where id in (
         select later.id from notice later
          where later.state in ('waiting', 'failed') and later.due_at <= $1 and later.way = $4
            and (later.claimed_until is null or later.claimed_until <= $1)
            and not (later.transition in ('better', 'cleared') and exists (
              select 1 from notice earlier
               where earlier.subject = later.subject and earlier.person = later.person
                 and earlier.way = later.way and earlier.id < later.id
                 and earlier.state in ('waiting', 'failed')))
          order by later.id
          limit $3
          for update skip locked)
      returning id, subject, transition, person, language, way, severity, title, body, link,
                written_at, wanted_at, attempts,
                (select name from person where person.id = notice.person) as name,
                (select address from notice_preference where person = notice.person) as address,
                (select phone from notice_preference where person = notice.person) as phone
      """;

  private static final String SENT =
      """
      update notice set state = 'sent', sent_at = $2, reason = null, claimed_until = null
      where id = $1 and state in ('waiting', 'failed')
      """;

  /** A way that works again need not be waited for. */
  private static final String HASTEN =
      """
      update notice set due_at = $2
      where way = $1 and state = 'failed' and due_at > $2 and claimed_until is null
      """;

  private static final String NOT_SENT =
      """
      update notice set state = $2, reason = left($3, 500), due_at = $4, claimed_until = null
      where id = $1 and state in ('waiting', 'failed')
      """;

  private static final String FAILING =
      """
      select way, count(*) as number, max(reason) as reason from notice
      where state = 'failed' group by way order by way
      """;

  private static final String LATEST =
      """
      select notice.id, subject, transition, severity, person.name, way, state, title, written_at,
             due_at, sent_at, attempts, reason
      from notice join person on person.id = notice.person
      where $1::uuid is null or subject = $1
      order by notice.id desc
      limit $2
      """;

  /** What calls somebody: not that something is better or over, nor what was taken back unsent. */
  private static final String LOAD =
      """
      with call as (
        select person, min(written_at) as at
          from notice
         where written_at >= $1 and state <> 'withdrawn'
           and transition in ('raised', 'worse', 'next-person', 'everybody', 'shelf-ended',
                              'given', 'flapping')
         group by person, subject, transition, version
      ), stretch as (
        select person, count(*) as calls
          from call group by person, floor(extract(epoch from at) / 600)
      )
      select person.name, coalesce(sum(calls), 0)::bigint as calls,
             coalesce(max(calls), 0)::bigint as busiest
        from person left join stretch on stretch.person = person.id
       where person.role = 'keeper' and person.disabled_at is null
       group by person.id, person.name
       order by calls desc, person.name, person.id
      """;

  private static final String FORGET = "delete from notice where written_at < $1";

  private static final String FORGET_ALERTS =
      "delete from notice_alert where told_at < $1 and news ? 'clearedAt'";

  private static final Comparator<Claimed> BY_ID = Comparator.comparingLong(it -> it.letter().id());

  private final Database database;

  /** Over a migrated database. */
  public SendingStore(Database database) {
    this.database = database;
  }

  /** A letter that this hub has claimed. */
  record Claimed(Letter letter, Way way, Instant wantedAt, int attempts) {}

  /** Claims what is due on a way, the earliest first. */
  Future<List<Claimed>> claim(Way way, Instant now) {
    return database
        .client()
        .preparedQuery(CLAIM_DUE)
        .execute(Tuple.of(utc(now), utc(now.plus(CLAIM)), MOST, way.word()))
        .map(rows -> stream(rows).map(SendingStore::claimed).sorted(BY_ID).toList());
  }

  Future<Void> sent(Claimed it, Instant at) {
    return database
        .client()
        .preparedQuery(SENT)
        .execute(Tuple.of(it.letter().id(), utc(at)))
        .compose(
            done ->
                database.client().preparedQuery(HASTEN).execute(Tuple.of(it.way().word(), utc(at))))
        .mapEmpty();
  }

  /** Not this time: again at that moment, or never where there is none. */
  Future<Void> failed(Claimed it, String why, Optional<Instant> again, Instant now) {
    String state = again.isPresent() ? "failed" : "given-up";
    return database
        .client()
        .preparedQuery(NOT_SENT)
        .execute(Tuple.of(it.letter().id(), state, why, utc(again.orElse(now))))
        .mapEmpty();
  }

  /** Which ways fail at present: how many letters wait, and why. */
  Future<Map<String, String>> failing() {
    return database
        .client()
        .query(FAILING)
        .execute()
        .map(
            rows -> {
              Map<String, String> failing = new TreeMap<>();
              stream(rows)
                  .forEach(
                      row ->
                          failing.put(
                              row.getString("way"),
                              row.getLong("number") + " wait: " + row.getString("reason")));
              return failing;
            });
  }

  /** The newest notices, of one subject or of all, for those who want to know who was told. */
  public Future<List<Row>> latest(Optional<UUID> subject) {
    return database
        .client()
        .preparedQuery(LATEST)
        .execute(Tuple.of(subject.orElse(null), MOST_LISTED))
        .map(rows -> stream(rows).toList());
  }

  /**
   * How often a keeper was called.
   *
   * @param busiest calls within ten minutes of the clock, where there were most
   */
  public record Load(String name, long calls, long busiest) {}

  /** How often each keeper was called since then, the most called first. */
  public Future<List<Load>> load(Instant since) {
    return database
        .client()
        .preparedQuery(LOAD)
        .execute(Tuple.of(utc(since)))
        .map(
            rows ->
                stream(rows)
                    .map(
                        row ->
                            new Load(
                                row.getString("name"),
                                row.getLong("calls"),
                                row.getLong("busiest")))
                    .toList());
  }

  /** Forgets what is older than a year. */
  public Future<Void> forget(Instant now) {
    OffsetDateTime before = utc(now.minus(KEPT));
    return database
        .client()
        .preparedQuery(FORGET)
        .execute(Tuple.of(before))
        .compose(done -> database.client().preparedQuery(FORGET_ALERTS).execute(Tuple.of(before)))
        .mapEmpty();
  }

  private static Claimed claimed(Row row) {
    Recipient to =
        new Recipient(
            row.getUUID("person"),
            row.getString("name"),
            row.getString("language"),
            Optional.ofNullable(row.getString("address")),
            Optional.ofNullable(row.getString("phone")));
    Text text =
        new Text(
            row.getString("severity"),
            row.getString("title"),
            row.getString("body"),
            row.getString("link"));
    return new Claimed(
        new Letter(
            row.getLong("id"),
            row.getUUID("subject"),
            row.getString("transition"),
            to,
            text,
            row.getOffsetDateTime("written_at").toInstant()),
        Way.ofWord(row.getString("way")),
        row.getOffsetDateTime("wanted_at").toInstant(),
        row.getInteger("attempts"));
  }

  private static Stream<Row> stream(Iterable<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false);
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
