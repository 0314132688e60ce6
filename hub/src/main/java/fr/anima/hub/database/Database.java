package fr.anima.hub.database;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.util.Optional;
import java.util.function.Function;

/** PostgreSQL as the rooms use it: statements, and work that commits whole or not at all. */
public final class Database {
  private final Pool pool;

  /** Over a pool whose schema is up to date. */
  public Database(Pool pool) {
    this.pool = pool;
  }

  /** The constraint that a statement broke, by its name; empty where it failed otherwise. */
  public static Optional<String> violated(Throwable why) {
    return why instanceof PgException it
        ? Optional.ofNullable(it.getConstraint())
        : Optional.empty();
  }

  /** For single statements. */
  public SqlClient client() {
    return pool;
  }

  /**
   * Commits when the work's future succeeds; rolls back when it fails, and fails with the same
   * reason.
   */
  public <T> Future<T> inTransaction(Function<SqlConnection, Future<T>> work) {
    return pool.withTransaction(work);
  }
}
