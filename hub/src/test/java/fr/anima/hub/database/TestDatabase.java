package fr.anima.hub.database;

import fr.anima.hub.embedded.EmbeddedPostgres;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One real PostgreSQL per JVM, started when the first test asks; {@link #fresh()} is a new,
 * migrated, empty database.
 */
public final class TestDatabase {
  private static final int CONNECTIONS = 8;

  /** All test classes share the server's connections; a class that is over gives its own back. */
  private static final int IDLE_MILLIS = 200;

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private TestDatabase() {}

  /** A new database; ask once per test class, in a static field. */
  public static Database fresh() {
    return new Database(
        PgBuilder.pool()
            .using(vertx())
            .connectingTo(PostgresPool.options(freshUri()))
            .with(
                new PoolOptions()
                    .setMaxSize(CONNECTIONS)
                    .setIdleTimeout(IDLE_MILLIS)
                    .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                    .setPoolCleanerPeriod(IDLE_MILLIS / 2))
            .build());
  }

  /** The address of a new database, for those who want more pools than one. */
  public static String freshUri() {
    String name = "test" + NUMBER.incrementAndGet();
    Server.RUNNING.run("create database " + name + " template template_anima owner anima");
    return Server.RUNNING.uri("anima", name);
  }

  /** The one Vert.x of the tests that touch the database. */
  public static Vertx vertx() {
    return Server.RUNNING.vertx;
  }

  /** The result of a future, or its failure thrown; gives up after 20 seconds. */
  public static <T> T await(Future<T> future) {
    try {
      return future.await(20, TimeUnit.SECONDS);
    } catch (TimeoutException why) {
      throw new AssertionError("the future was not completed within 20 s", why);
    }
  }

  private static final class Server {
    static final Server RUNNING = new Server();

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    private final EmbeddedPostgres postgres;
    private final Pool pool;

    Server() {
      try {
        postgres = EmbeddedPostgres.start(Path.of("target", "test-postgres").toAbsolutePath());
      } catch (IOException why) {
        throw new UncheckedIOException(why);
      }
      Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
      pool = PostgresPool.open(vertx, uri("postgres", "postgres"), 1);
      run("select datname from pg_database where datname ~ '^(test[0-9]+|template_anima)$'")
          .forEach(row -> run("drop database " + row.getString(0)));
      run("create database template_anima owner anima");
      Migrations.apply(uri("anima", "template_anima"));
    }

    RowSet<Row> run(String sql) {
      return await(pool.query(sql).execute());
    }

    String uri(String user, String database) {
      return postgres
          .uri()
          .replaceFirst("//anima:", "//" + user + ":")
          .replaceFirst("/anima$", "/" + database);
    }

    private void stop() {
      try {
        await(vertx.close());
        postgres.close();
      } catch (IOException why) {
        throw new UncheckedIOException(why);
      }
    }
  }
}
