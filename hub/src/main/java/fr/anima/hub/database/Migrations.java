package fr.anima.hub.database;

import io.vertx.pgclient.PgConnectOptions;
import org.flywaydb.core.Flyway;

/** Brings the schema up to date, forward only, before anything else uses it. */
public final class Migrations {
  private static final String WHERE = "classpath:fr/anima/hub/database";

  private Migrations() {}

  /**
   * Applies what is missing. Blocks; meant for the start.
   *
   * @param uri {@code postgresql://user:password@host:port/database}
   * @return how many were applied
   */
  public static int apply(String uri) {
    PgConnectOptions to = PgConnectOptions.fromUri(uri);
    String jdbc = "jdbc:postgresql://" + to.getHost() + ":" + to.getPort() + "/" + to.getDatabase();
    return Flyway.configure()
        .dataSource(jdbc, to.getUser(), to.getPassword())
        .locations(WHERE)
        .connectRetries(10)
        .load()
        .migrate()
        .migrationsExecuted;
  }
}
