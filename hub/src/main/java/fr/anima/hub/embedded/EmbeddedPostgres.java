package fr.anima.hub.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL beside the hub, from packaged binaries: on loopback, behind a generated
 * password, with fsync. Its files stay. One that a killed hub left running is stopped first.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String NAME = "anima";
  private static final String ONLY_WITH_PASSWORD =
      """
      # Written by Anima: nobody without the password, nobody from elsewhere.
      host all all 127.0.0.1/32 scram-sha-256
      host all all ::1/128 scram-sha-256
      """;

  /** The library switches both syncs off unless told otherwise; the rest keeps it small. */
  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("fsync", "on"),
          Map.entry("synchronous_commit", "on"),
          Map.entry("full_page_writes", "on"),
          Map.entry("listen_addresses", "127.0.0.1"),
          Map.entry("unix_socket_directories", ""),
          Map.entry("password_encryption", "scram-sha-256"),
          Map.entry("timezone", "UTC"),
          Map.entry("max_connections", "64"),
          Map.entry("shared_buffers", "48MB"),
          Map.entry("max_wal_size", "256MB"),
          Map.entry("max_worker_processes", "2"),
          Map.entry("max_parallel_workers_per_gather", "0"),
          Map.entry("autovacuum_max_workers", "1"),
          Map.entry("jit", "off"));

  private final io.zonky.test.db.postgres.embedded.EmbeddedPostgres server;
  private final String password;
  private final DirectoryLock lock;

  private EmbeddedPostgres(
      io.zonky.test.db.postgres.embedded.EmbeddedPostgres server,
      String password,
      DirectoryLock lock) {
    this.server = server;
    this.password = password;
    this.lock = lock;
  }

  /**
   * Starts it with its files under that directory, which is made when missing. Blocks for some
   * seconds.
   *
   * @throws IOException when it does not start, saying where its files are
   */
  public static EmbeddedPostgres start(Path home) throws IOException {
    PrivateFiles.directory(home);
    DirectoryLock lock = DirectoryLock.take(home);
    try {
      return start(home, lock);
    } catch (IOException | SQLException | RuntimeException why) {
      LeftoverPostgres.stop(home.resolve("cluster"));
      lock.close();
      throw new IOException(
          "PostgreSQL with its files under "
              + home
              + " did not start: "
              + why.getMessage()
              + "; its own words are in "
              + home.resolve("postgres.log"),
          why);
    }
  }

  private static EmbeddedPostgres start(Path home, DirectoryLock lock)
      throws IOException, SQLException {
    Path cluster = home.resolve("cluster");
    Path usable = home.resolve("usable");
    UnpackedPrograms programs = new UnpackedPrograms(home.resolve("programs"));
    LeftoverPostgres.stop(cluster);
    programs.forgetHalves();
    if (!Files.exists(usable)) {
      PrivateFiles.delete(cluster);
    }
    PrivateFiles.directory(cluster);
    String password = PrivateFiles.secret(home.resolve("password"));
    EmbeddedPostgres postgres =
        new EmbeddedPostgres(library(home, cluster, password), password, lock);
    programs.keep();
    if (!Files.exists(usable)) {
      postgres.secure(cluster);
      PrivateFiles.write(usable, "");
    }
    return postgres;
  }

  /** Where it is, with the password: {@code postgresql://user:password@host:port/database}. */
  public String uri() {
    return "postgresql://" + NAME + ":" + password + "@127.0.0.1:" + server.getPort() + "/" + NAME;
  }

  /** Stops it, letting it write its checkpoint. Blocks. */
  @Override
  public void close() throws IOException {
    server.close();
    lock.close();
  }

  private static io.zonky.test.db.postgres.embedded.EmbeddedPostgres library(
      Path home, Path cluster, String password) throws IOException {
    ProcessBuilder.Redirect log =
        ProcessBuilder.Redirect.appendTo(home.resolve("postgres.log").toFile());
    var builder =
        io.zonky.test.db.postgres.embedded.EmbeddedPostgres.builder()
            .setOverrideWorkingDirectory(home.resolve("programs").toFile())
            .setDataDirectory(cluster)
            .setCleanDataDirectory(false)
            .setRegisterShutdownHook(false)
            .setConnectConfig("password", password)
            .setLocaleConfig("locale", "C.UTF-8")
            .setErrorRedirector(log)
            .setOutputRedirector(log)
            .setPGStartupWait(PATIENCE);
    SETTINGS.forEach(builder::setServerConfig);
    return builder.start();
  }

  /** The library's first start trusts everybody on this machine; from here on nobody is. */
  private void secure(Path cluster) throws IOException, SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("alter role postgres password '" + password + "'");
      statement.execute("create role " + NAME + " login password '" + password + "'");
      statement.execute("create database " + NAME + " owner " + NAME);
      PrivateFiles.write(cluster.resolve("pg_hba.conf"), ONLY_WITH_PASSWORD);
      statement.execute("select pg_reload_conf()");
    }
    LOG.info("database created port={}", server.getPort());
  }
}
