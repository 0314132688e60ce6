package fr.anima.hub.stations;

import fr.anima.hub.database.Database;
import fr.anima.hub.eventlog.LogRecord;
import fr.anima.hub.eventlog.Projection;
import fr.anima.hub.eventlog.Refusal;
import fr.anima.hub.eventlog.Topic;
import fr.anima.hub.eventlog.Topics;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.ZoneOffset;
import java.util.List;

/** What was refused, as people read it: how often by reason, and the newest in full. */
public final class RefusalStore implements Projection<Refusal> {
  private static final int SHOWN = 100;
  private static final int KEPT = 10_000;

  private static final String KEEP_REFUSAL =
      """
      with kept as (
        insert into refusal
          (log_partition, log_offset, station, topic, reason, detail, said, refused_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict (log_partition, log_offset) do nothing
        returning reason)
      insert into refusal_count (reason, refusals)
      select reason, 1 from kept
      on conflict (reason) do update set refusals = refusal_count.refusals + 1""";

  private static final String FORGET_OLD_REFUSALS =
      """
      delete from refusal where refused_at <
        (select refused_at from refusal order by refused_at desc offset $1 limit 1)""";

  private static final String NEWEST_REFUSALS =
      """
      select station, topic, reason, detail, said, refused_at
      from refusal order by refused_at desc limit $1""";

  private static final String REFUSALS_BY_REASON = "select reason, refusals from refusal_count";

  private final Database database;

  /** Over the given database. */
  public RefusalStore(Database database) {
    this.database = database;
  }

  @Override
  public String name() {
    return "refusals";
  }

  @Override
  public Topic<Refusal> topic() {
    return Topics.REFUSALS;
  }

  @Override
  public Future<Void> project(List<LogRecord<Refusal>> batch) {
    List<Tuple> rows = batch.stream().map(RefusalStore::row).toList();
    return database
        .inTransaction(
            transaction ->
                transaction
                    .preparedQuery(KEEP_REFUSAL)
                    .executeBatch(rows)
                    .compose(kept -> forgetOld(transaction)))
        .mapEmpty();
  }

  /** The counts and the newest refusals, as the contract shows them. */
  Future<JsonObject> overview() {
    JsonObject counts = new JsonObject();
    JsonArray latest = new JsonArray();
    SqlClient client = database.client();
    return client
        .query(REFUSALS_BY_REASON)
        .execute()
        .onSuccess(
            rows -> rows.forEach(it -> counts.put(it.getString("reason"), it.getLong("refusals"))))
        .compose(done -> client.preparedQuery(NEWEST_REFUSALS).execute(Tuple.of(SHOWN)))
        .map(
            rows -> {
              rows.forEach(row -> latest.add(json(row)));
              return new JsonObject().put("counts", counts).put("latest", latest);
            });
  }

  private static Future<Void> forgetOld(SqlClient transaction) {
    return transaction.preparedQuery(FORGET_OLD_REFUSALS).execute(Tuple.of(KEPT)).mapEmpty();
  }

  private static Tuple row(LogRecord<Refusal> record) {
    Refusal refusal = record.value();
    return Tuple.of(
        record.partition(),
        record.offset(),
        refusal.station(),
        printable(refusal.topic()),
        refusal.reason(),
        printable(refusal.detail()),
        printable(refusal.text()),
        refusal.refusedAt().atOffset(ZoneOffset.UTC));
  }

  /** PostgreSQL has no U+0000 in text, and a screen has no use for control characters. */
  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "\uFFFD");
  }

  private static JsonObject json(Row row) {
    return new JsonObject()
        .put("station", row.getString("station"))
        .put("topic", row.getString("topic"))
        .put("reason", row.getString("reason"))
        .put("detail", row.getString("detail"))
        .put("text", row.getString("said"))
        .put("refusedAt", row.getOffsetDateTime("refused_at").toInstant().toString());
  }
}
