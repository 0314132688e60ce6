package fr.anima.hub.embedded;

import fr.anima.hub.database.PostgresPool;
import fr.anima.hub.eventlog.KafkaEventLog;
import fr.anima.hub.eventlog.Topic;
import fr.anima.hub.eventlog.Topic.Keep;
import fr.anima.hub.eventlog.TopicsCheck;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;

/** A process that writes to both stores and says what was acknowledged, until it is killed. */
public final class KilledHub {
  static final Topic<Integer> NUMBERS = Topic.json("anima.numbers.v1", Integer.class, Keep.RAW);
  private static final int IN_FLIGHT = 64;

  private KilledHub() {}

  /** Given: the directory of the files. Prints {@code log N} and {@code row N}. */
  public static void main(String[] args) throws Exception {
    Path home = Path.of(args[0]);
    EmbeddedPostgres postgres = EmbeddedPostgres.start(home.resolve("postgres"));
    EmbeddedKafka kafka = EmbeddedKafka.start(home.resolve("kafka"));
    TopicsCheck.ensure(kafka.address(), List.of(NUMBERS), Duration.ofDays(30));
    KafkaEventLog log = new KafkaEventLog(kafka.address());
    log.prepare(List.of(NUMBERS));
    Pool pool = PostgresPool.open(Vertx.vertx(), postgres.uri(), 4);
    pool.query("create table kept (number int primary key)").execute().await();
    Semaphore window = new Semaphore(IN_FLIGHT);
    for (int i = 1; ; i++) {
      int number = i;
      window.acquire(2);
      log.append(NUMBERS, "key-" + i % 10, i)
          .onSuccess(it -> say("log " + number))
          .onComplete(it -> window.release());
      pool.preparedQuery("insert into kept values ($1)")
          .execute(Tuple.of(i))
          .onSuccess(it -> say("row " + number))
          .onComplete(it -> window.release());
    }
  }

  private static synchronized void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
