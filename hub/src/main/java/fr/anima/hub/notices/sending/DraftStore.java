package fr.anima.hub.notices.sending;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Writes notices down in the transaction of what they tell of. */
public final class DraftStore {
  private static final String TOLD =
      """
      select distinct person from notice
      where subject = $1 and state in ('waiting', 'failed', 'sent')
      """;

  /** What nobody was told yet, because their quiet hours last, and what is no longer so. */
  private static final String WITHDRAW_HELD =
      """
      update notice set state = 'withdrawn', reason = $3
      where subject = $1 and state = 'waiting' and attempts = 0 and due_at > $2
      """;

  private static final String ADD_NOTICE =
      """
      insert into notice (subject, transition, version, person, way, severity, language, title,
                          body, link, written_at, wanted_at, due_at, state, reason)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
      on conflict (subject, transition, version, person, way) do nothing
      """;

  /** Adds those that are not there yet. */
  public Future<Void> add(SqlClient transaction, List<Draft> drafts) {
    return drafts.isEmpty()
        ? Future.succeededFuture()
        : transaction
            .preparedQuery(ADD_NOTICE)
            .executeBatch(drafts.stream().map(DraftStore::tuple).toList())
            .mapEmpty();
  }

  /** Who was told of a subject, or will be as soon as possible. */
  public Future<Set<UUID>> told(SqlClient transaction, UUID subject) {
    return transaction
        .preparedQuery(TOLD)
        .execute(Tuple.of(subject))
        .map(
            rows -> {
              Set<UUID> people = new HashSet<>();
              rows.forEach(row -> people.add(row.getUUID("person")));
              return people;
            });
  }

  /** Takes back what is still held; the reason is the change that made it void. */
  public Future<Void> withdrawHeld(SqlClient transaction, UUID subject, Instant now, String why) {
    return transaction
        .preparedQuery(WITHDRAW_HELD)
        .execute(Tuple.of(subject, utc(now), why))
        .mapEmpty();
  }

  private static Tuple tuple(Draft it) {
    return Tuple.from(
        Arrays.asList(
            it.cause().subject(),
            it.cause().transition(),
            it.cause().version(),
            it.to().person(),
            it.to().way().map(Way::word).orElse("none"),
            it.text().severity(),
            it.to().language(),
            it.text().title(),
            it.text().body(),
            it.text().link(),
            utc(it.times().writtenAt()),
            utc(it.times().wantedAt()),
            utc(it.times().dueAt()),
            it.unsent().isPresent() ? "unsent" : "waiting",
            it.unsent().orElse(null)));
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
