package fr.anima.hub;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.embedded.EmbeddedKafka;
import fr.anima.hub.eventlog.Aggregate;
import fr.anima.hub.eventlog.Arrival;
import fr.anima.hub.eventlog.KafkaEventLog;
import fr.anima.hub.eventlog.Recomputation;
import fr.anima.hub.eventlog.Recomputation.Difference;
import fr.anima.hub.eventlog.Recomputation.Result;
import fr.anima.hub.eventlog.Safety;
import fr.anima.hub.eventlog.StreamsRunner;
import fr.anima.hub.eventlog.TestLog;
import fr.anima.hub.eventlog.Topic;
import fr.anima.hub.eventlog.Topics;
import fr.anima.hub.eventlog.TopicsCheck;
import fr.anima.hub.fixtures.Said;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Running aggregates on a real broker, compared with what the raw topic adds up to. */
class RecomputationTest {
  private static final Instant TEN = Instant.parse("2026-11-20T10:00:00Z");
  private static final String HOUR = "royale|" + TEN;

  @TempDir private Path folder;

  @Test
  void equal_aggregates_are_equal_a_wrong_one_is_named_and_what_is_too_old_is_not_judged()
      throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"));
        KafkaEventLog log = new KafkaEventLog(kafka.address())) {
      TopicsCheck.ensure(kafka.address(), topics(), Duration.ofDays(30));
      messages(new Random(51)).forEach(it -> append(log, it));
      StreamsRunner runner =
          StreamsRunner.start(
              kafka.address(),
              Safety.with(1),
              EmbeddedKafka.TRANSACTIONS,
              folder.resolve("streams"),
              Hub.topologies(ZoneOffset.UTC));
      await().atMost(Duration.ofSeconds(60)).until(runner::isRunning);

      // The streams are still catching up: that is no difference.
      Result hours = of(kafka, "footfall");
      Result motions = of(kafka, "motion");

      runner.close();
      assertEquals(List.of(), hours.differences());
      assertTrue(hours.settled() && hours.compared() == 25, hours.toString());
      assertEquals(List.of(), motions.differences());
      assertTrue(motions.settled() && motions.compared() == 2, motions.toString());

      miscount(log);
      List<Difference> found = of(kafka, "footfall").differences();

      assertEquals(List.of(HOUR), found.stream().map(Difference::key).toList());
      assertTrue(found.get(0).running().startsWith("7 in, "), found.toString());
      assertTrue(
          found.get(0).recomputed().startsWith("40 in, 0 out, 3600000 ms"), found.toString());

      forgetFirstHundred(kafka);
      Result later = of(kafka, "footfall");

      assertEquals(List.of(), later.differences());
      assertEquals(25, later.tooOld());
    }
  }

  private static Result of(EmbeddedKafka kafka, String room) {
    Aggregate<?> aggregate =
        Hub.topologies(ZoneOffset.UTC).stream()
            .filter(it -> it.name().equals(room))
            .flatMap(it -> it.aggregate().stream())
            .findFirst()
            .orElseThrow();
    return Recomputation.of(kafka.address(), aggregate);
  }

  private static void append(KafkaEventLog log, Arrival each) {
    TestLog.await(
        log.append(Topics.of(each.message().kind()), each.message().station().value(), each));
  }

  private static void miscount(KafkaEventLog log) {
    String wrong =
        """
        {"counter":"royale","start":"2026-11-20T10:00:00Z","in":7,"out":0,"measuredMillis":3600000,\
        "lastMeasuredAt":"2026-11-20T11:00:00Z","lastReceivedAt":"2026-11-20T11:00:01Z"}""";
    TestLog.await(
        log.append(
            Topic.carried("anima.footfall-hours.v1", Topic.Keep.LATEST),
            HOUR,
            wrong.getBytes(StandardCharsets.UTF_8)));
  }

  private static void forgetFirstHundred(EmbeddedKafka kafka) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.address()))) {
      admin
          .deleteRecords(
              Map.of(
                  new TopicPartition(Topics.FOOTFALL.name(), 0), RecordsToDelete.beforeOffset(100)))
          .all()
          .get();
    }
  }

  private static List<Topic<?>> topics() {
    List<Topic<?>> all = new ArrayList<>(Topics.all());
    Hub.topologies(ZoneOffset.UTC).forEach(it -> all.addAll(it.writes()));
    return all;
  }

  /**
   * 25 hours of quarters, 10 in each, and two bikes: one stands, one rides; a tenth comes twice.
   */
  private static List<Arrival> messages(Random random) {
    List<Arrival> messages = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Said said = Said.by("pi").number(i + 1L).at(TEN.plusSeconds(900L * (i + 1)));
      messages.add(new Arrival("royale", said.counted(TEN.plusSeconds(900L * i), 10, 0)));
      for (int bike = 0; bike < 2; bike++) {
        Said fix = Said.by("gps-" + bike).number(i + 1L).at(TEN.plusSeconds(10L * i));
        messages.add(new Arrival("bike-" + bike, fix.fix(50.95 + bike * i * 0.002, 1.85)));
      }
    }
    for (int i = 0; i < 30; i++) {
      messages.add(messages.get(random.nextInt(messages.size())));
    }
    return messages;
  }
}
