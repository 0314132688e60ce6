package fr.anima.hub;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fr.anima.hub.embedded.EmbeddedKafka;
import fr.anima.hub.eventlog.KafkaEventLog;
import fr.anima.hub.eventlog.KafkaLogTail;
import fr.anima.hub.eventlog.Safety;
import fr.anima.hub.eventlog.StreamsRunner;
import fr.anima.hub.eventlog.TestLog;
import fr.anima.hub.eventlog.Topic;
import fr.anima.hub.eventlog.Topics;
import fr.anima.hub.eventlog.TopicsCheck;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What an earlier release left in the log (its changelogs and how far it had read, byte for byte)
 * is taken up by today's code as if it had been its own. A release's file is never edited; one that
 * writes other bytes adds a file.
 */
class StateOfReleasesTest {
  private static final Path STATES = Path.of("src/test/resources/fr/anima/hub/state");
  private static final int NEWEST = 5;
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir private Path folder;

  @BeforeAll
  static void accept() throws IOException {
    if (Boolean.getBoolean("anima.accept")) {
      Files.createDirectories(STATES);
      Files.write(file(NEWEST), ReleaseState.written().stream().map(Object::toString).toList());
    }
  }

  @Test
  void todays_code_leaves_what_the_newest_release_left() throws IOException {
    List<String> written = ReleaseState.written().stream().map(Object::toString).toList();

    assertEquals(
        Files.readAllLines(file(NEWEST)),
        written,
        "stores are written otherwise than by release "
            + NEWEST
            + ": raise NEWEST, run with -Danima.accept=true and keep the older file, because"
            + " hubs in the field hold such bytes");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, NEWEST})
  void totals_motions_and_episodes_go_on_where_that_release_stopped(int release) throws Exception {
    List<ReleaseState.Line> left =
        Files.readAllLines(file(release)).stream().map(ReleaseState.Line::of).toList();
    Map<String, JsonObject> told = new ConcurrentHashMap<>();
    try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"));
        KafkaLogTail tail = new KafkaLogTail(kafka.address())) {
      List<Topic<?>> outputs = outputs();
      TopicsCheck.ensure(kafka.address(), all(), Duration.ofDays(30));
      TestLog.await(
          tail.follow(
              outputs,
              it ->
                  told.put(
                      it.topic().name() + " " + it.key(),
                      new JsonObject(new String((byte[]) it.value(), StandardCharsets.UTF_8)))));
      leave(kafka.address(), left);

      try (StreamsRunner runner =
              StreamsRunner.start(
                  kafka.address(),
                  Safety.with(1),
                  EmbeddedKafka.TRANSACTIONS,
                  folder.resolve("s"),
                  Hub.topologies(ZoneOffset.UTC));
          KafkaEventLog log = new KafkaEventLog(kafka.address())) {
        await().atMost(SOON).until(runner::isRunning);
        ReleaseState.further()
            .forEach(
                it ->
                    TestLog.await(
                        log.append(
                            Topics.of(it.message().kind()), it.message().station().value(), it)));

        await().atMost(SOON).untilAsserted(() -> assertWentOn(told));
      }
    }
  }

  /** All that was counted before and after, each message once. */
  private static void assertWentOn(Map<String, JsonObject> told) {
    JsonObject hour = of(told, "anima.footfall-hours.v1 royale|" + ReleaseState.TEN);
    assertEquals(31, hour.getInteger("in"));
    assertEquals(7, hour.getInteger("out"));
    assertEquals(7 * 300_000 + 600_000, hour.getLong("measuredMillis"));
    JsonObject motion = of(told, "anima.bike-motions.v1 bike-1");
    assertEquals("standing", motion.getString("motion"));
    assertEquals(ReleaseState.TEN.plusSeconds(5), motion.getInstant("since"));
    JsonObject alert = of(told, "anima.alert-signals.v1 barn").getJsonObject("alert");
    assertEquals(ReleaseState.TEN, alert.getInstant("since"));
    assertEquals(33.0, alert.getDouble("value"));
  }

  private static JsonObject of(Map<String, JsonObject> told, String key) {
    return Optional.ofNullable(told.get(key))
        .orElseThrow(() -> new AssertionError("no " + key + ", only " + told.keySet()));
  }

  /** The log as that release left it: raw records, what it knows of them, how far it had read. */
  private static void leave(String brokers, List<ReleaseState.Line> left) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers));
        KafkaEventLog log = new KafkaEventLog(brokers)) {
      Set<String> changelogs = new LinkedHashSet<>();
      left.stream().filter(it -> it.isChangelog()).forEach(it -> changelogs.add(it.topic()));
      admin
          .createTopics(
              changelogs.stream()
                  .map(
                      it ->
                          new NewTopic(it, 1, (short) 1)
                              .configs(Map.of("cleanup.policy", "compact")))
                  .toList())
          .all()
          .get();
      for (ReleaseState.Line line : left) {
        TestLog.await(
            log.append(Topic.carried(line.topic(), Topic.Keep.EVENTS), line.key(), line.value()));
      }
      for (Map.Entry<String, String> each : ReleaseState.READ_BY.entrySet()) {
        long read = left.stream().filter(it -> it.topic().equals(each.getKey())).count();
        admin
            .alterConsumerGroupOffsets(
                "anima-" + each.getValue(),
                Map.of(new TopicPartition(each.getKey(), 0), new OffsetAndMetadata(read)))
            .all()
            .get();
      }
    }
  }

  private static List<Topic<?>> all() {
    List<Topic<?>> all = new ArrayList<>(Topics.all());
    Hub.topologies(ZoneOffset.UTC).forEach(it -> all.addAll(it.writes()));
    return all;
  }

  private static List<Topic<?>> outputs() {
    return List.of(
        Topic.carried("anima.footfall-hours.v1", Topic.Keep.LATEST),
        Topic.carried("anima.bike-motions.v1", Topic.Keep.LATEST),
        Topic.carried("anima.alert-signals.v1", Topic.Keep.EVENTS));
  }

  private static Path file(int release) {
    return STATES.resolve(release + ".txt");
  }
}
