package fr.anima.hub.database;

import static fr.anima.hub.database.TestDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fr.anima.hub.eventlog.Topic;
import fr.anima.hub.eventlog.Topic.Keep;
import io.vertx.core.Future;
import org.junit.jupiter.api.Test;

class PostgresOutboxTest {
  private static final Database DATABASE = TestDatabase.fresh();
  private static final Topic<String> NEWS = Topic.json("anima.news.v1", String.class, Keep.EVENTS);

  private final Outbox outbox = new PostgresOutbox();

  @Test
  void an_event_commits_with_its_transaction_or_not_at_all() {
    await(DATABASE.inTransaction(t -> outbox.add(t, NEWS, "one", "kept")));
    assertThrows(
        IllegalStateException.class,
        () ->
            await(
                DATABASE.inTransaction(
                    t ->
                        outbox
                            .add(t, NEWS, "one", "lost")
                            .compose(
                                it ->
                                    Future.<Void>failedFuture(
                                        new IllegalStateException("changed my mind"))))));

    var rows =
        await(
            DATABASE
                .client()
                .query("select key, convert_from(payload, 'UTF8') from outbox")
                .execute());

    assertEquals(1, rows.size());
    assertEquals("\"kept\"", rows.iterator().next().getString(1));
  }
}
