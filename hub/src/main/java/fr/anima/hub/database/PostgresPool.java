package fr.anima.hub.database;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.util.concurrent.TimeUnit;

/** Connections to PostgreSQL, bounded in number and in patience. */
public final class PostgresPool {
  private static final int SECONDS_TO_WAIT_FOR_A_CONNECTION = 5;
  private static final int MOST_WAITING = 2_000;

  private PostgresPool() {}

  /** Opens a pool; connections are made when they are needed, and again after they were lost. */
  public static Pool open(Vertx vertx, String uri, int size) {
    return PgBuilder.pool()
        .using(vertx)
        .connectingTo(options(uri))
        .with(
            new PoolOptions()
                .setMaxSize(size)
                .setMaxWaitQueueSize(MOST_WAITING)
                .setConnectionTimeout(SECONDS_TO_WAIT_FOR_A_CONNECTION)
                .setConnectionTimeoutUnit(TimeUnit.SECONDS))
        .build();
  }

  static PgConnectOptions options(String uri) {
    PgConnectOptions options = PgConnectOptions.fromUri(uri);
    options.setCachePreparedStatements(true);
    options.setPreparedStatementCacheMaxSize(256);
    options.addProperty("application_name", "anima-hub");
    options.addProperty("statement_timeout", "30000");
    options.addProperty("idle_in_transaction_session_timeout", "30000");
    return options;
  }
}
