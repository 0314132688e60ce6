package fr.anima.hub.embedded;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.database.PostgresPool;
import fr.anima.hub.eventlog.KafkaEventLog;
import fr.anima.hub.eventlog.LogRecord;
import fr.anima.hub.eventlog.Projection;
import fr.anima.hub.eventlog.ProjectionRunner;
import fr.anima.hub.eventlog.Topic;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hub's process dies without a word: what it acknowledged is there when it is back. */
class KilledHubTest {
  private static final int RECORDS = 2_000;

  @TempDir private Path home;
  private final Set<Integer> acknowledged = new TreeSet<>();
  private final Set<Integer> committed = new TreeSet<>();

  @AfterEach
  void leaveNothingRunning() throws IOException {
    LeftoverPostgres.stop(home.resolve("postgres/cluster"));
  }

  @Test
  void what_was_acknowledged_before_a_kill_is_there_after_the_next_start() throws Exception {
    writeUntilKilled();

    long start = System.nanoTime();
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home.resolve("postgres"));
        EmbeddedKafka kafka = EmbeddedKafka.start(home.resolve("kafka"))) {
      System.out.println("back after a kill in ms: " + (System.nanoTime() - start) / 1_000_000);

      assertTrue(inLog(kafka).containsAll(acknowledged), "the log forgot acknowledged records");
      assertTrue(inTable(postgres).containsAll(committed), "the database forgot committed rows");
      assertEquals("rw-------", rights(home.resolve("postgres/password")));
      assertEquals("rwx------", rights(home.resolve("postgres")));
      assertEquals("rwx------", rights(home.resolve("kafka")));
    }
  }

  private void writeUntilKilled() throws IOException, InterruptedException {
    Process hub =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                KilledHub.class.getName(),
                home.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader said = hub.inputReader(StandardCharsets.UTF_8)) {
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        note(line);
        if (acknowledged.size() >= RECORDS && committed.size() >= RECORDS) {
          hub.toHandle().destroyForcibly();
        }
      }
    }
    assertTrue(hub.waitFor(10, TimeUnit.SECONDS));
    assertEquals(137, hub.exitValue(), "the process was killed, it did not end by itself");
  }

  private void note(String line) {
    if (line.matches("(log|row) [0-9]+")) {
      int number = Integer.parseInt(line.substring(4));
      (line.startsWith("log") ? acknowledged : committed).add(number);
    }
  }

  private Set<Integer> inLog(EmbeddedKafka kafka) {
    Set<Integer> found = ConcurrentHashMap.newKeySet();
    try (KafkaEventLog log = new KafkaEventLog(kafka.address());
        ProjectionRunner<Integer> reader =
            ProjectionRunner.start(kafka.address(), new Collecting(found), log)) {
      await().atMost(Duration.ofSeconds(90)).until(() -> reader.lag() == 0);
    }
    return found;
  }

  private static Set<Integer> inTable(EmbeddedPostgres postgres) throws Exception {
    Vertx vertx = Vertx.vertx();
    Set<Integer> found = new TreeSet<>();
    PostgresPool.open(vertx, postgres.uri(), 1)
        .query("select number from kept")
        .execute()
        .await(20, TimeUnit.SECONDS)
        .forEach(row -> found.add(row.getInteger(0)));
    vertx.close().await(10, TimeUnit.SECONDS);
    return found;
  }

  private static String rights(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private record Collecting(Set<Integer> found) implements Projection<Integer> {
    @Override
    public String name() {
      return "collecting";
    }

    @Override
    public Topic<Integer> topic() {
      return KilledHub.NUMBERS;
    }

    @Override
    public Future<Void> project(List<LogRecord<Integer>> batch) {
      batch.forEach(it -> found.add(it.value()));
      return Future.succeededFuture();
    }
  }
}
