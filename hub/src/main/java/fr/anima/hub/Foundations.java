package fr.anima.hub;

import fr.anima.hub.database.Database;
import fr.anima.hub.database.Migrations;
import fr.anima.hub.database.OutboxRelay;
import fr.anima.hub.database.PostgresPool;
import fr.anima.hub.embedded.EmbeddedKafka;
import fr.anima.hub.embedded.EmbeddedPostgres;
import fr.anima.hub.eventlog.KafkaEventLog;
import fr.anima.hub.eventlog.LoneBroker;
import fr.anima.hub.eventlog.StreamsRunner;
import fr.anima.hub.health.Health;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The database and the log, embedded or elsewhere, and the relay from the one to the other. */
final class Foundations {
  private static final int CONNECTIONS = 12;
  private static final int FIRST_TRIES = 8;

  private final HubConfig config;
  private final Vertx vertx;
  private final Ending ending;

  Foundations(HubConfig config, Vertx vertx, Ending ending) {
    this.config = config;
    this.vertx = vertx;
    this.ending = ending;
  }

  /** Starts whatever is embedded of both at the same time; each takes seconds. */
  Opened open(Progress progress) throws Exception {
    CompletableFuture<String> brokers = CompletableFuture.supplyAsync(this::brokers);
    ending.add("broker of the log", () -> brokers.handle((address, why) -> address).join());
    String uri = progress.step("Base de données", "prête", this::database);
    Pool pool = PostgresPool.open(vertx, uri, CONNECTIONS);
    ending.add("connections", () -> Running.await(pool.close()));
    String address = progress.step("Journal des événements", "prêt", brokers::join);
    KafkaEventLog log = new KafkaEventLog(address);
    ending.add("log", log::close);
    Database database = new Database(pool);
    awaitAnswer(database);
    OutboxRelay relay = new OutboxRelay(vertx, uri, database, log);
    return new Opened(database, address, transactions(), log, relay);
  }

  private String database() throws IOException {
    String uri;
    if (config.external().database().isPresent()) {
      uri = config.external().database().get();
    } else {
      EmbeddedPostgres postgres = EmbeddedPostgres.start(config.data().resolve("postgres"));
      ending.add("database", postgres::close);
      uri = postgres.uri();
    }
    Migrations.apply(uri);
    return uri;
  }

  /** A busy machine may need several tries for the first connection. */
  private static void awaitAnswer(Database database) throws Exception {
    Future<?> answer = Future.failedFuture("not asked yet");
    for (int tries = 0; tries < FIRST_TRIES && answer.failed(); tries++) {
      answer = database.client().query("select 1").execute();
      answer.otherwiseEmpty().await();
    }
    Running.await(answer);
  }

  private String brokers() {
    if (config.external().kafka().isPresent()) {
      LoneBroker.check(config.external().kafka().get());
      return config.external().kafka().get();
    }
    try {
      EmbeddedKafka kafka = EmbeddedKafka.start(config.data().resolve("kafka"));
      ending.add("broker", kafka::close);
      return kafka.address();
    } catch (IOException why) {
      throw new UncheckedIOException(why);
    }
  }

  private Duration transactions() {
    return config.external().kafka().isPresent()
        ? StreamsRunner.SHARED_TRANSACTIONS
        : EmbeddedKafka.TRANSACTIONS;
  }

  /**
   * Both, open.
   *
   * @param brokers the brokers' addresses
   * @param transactions how long one may stay open there
   */
  record Opened(
      Database database,
      String brokers,
      Duration transactions,
      KafkaEventLog log,
      OutboxRelay relay) {
    void watch(Health health, MeterRegistry meters) {
      health.watch(
          "database",
          List.of(),
          "Orders, people and alerts stop; readings are still taken: see whether PostgreSQL runs"
              + " and has room on its disk (embedded: postgres/postgres.log among the hub's data)",
          () ->
              database
                  .client()
                  .query("select 1")
                  .execute()
                  .map(rows -> Health.Check.well("answers")));
      health.watch(
          "outbox",
          List.of("database", "log"),
          "Changes of orders reach the screens late, nothing is lost: see to the database and to"
              + " the log of messages, then this mends itself",
          this::outbox);
      Gauge.builder("anima.log.waiting.bytes", log, KafkaEventLog::waitingBytes).register(meters);
    }

    private Future<Health.Check> outbox() {
      return relay
          .waiting()
          .map(
              waiting ->
                  relay.trouble().isEmpty()
                      ? Health.Check.well(waiting + " events wait")
                      : Health.Check.ill(waiting + " events wait: " + relay.trouble()));
    }
  }
}
