package fr.anima.hub.eventlog;

import static fr.anima.hub.eventlog.TestLog.await;
import static fr.anima.hub.eventlog.TestLog.reading;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.embedded.EmbeddedKafka;
import fr.anima.hub.eventlog.Topic.Keep;
import fr.anima.wire.Readings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.apache.kafka.streams.errors.ProductionExceptionHandler.Response;
import org.apache.kafka.streams.errors.ProductionExceptionHandler.Result;
import org.apache.kafka.streams.errors.internals.DefaultErrorHandlerContext;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.TaskId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamsRunnerTest {
  private static final Topic<Double> WARMTH =
      Topic.json("anima.warmth.v1", Double.class, Keep.EVENTS);

  private static volatile CountDownLatch hanging = new CountDownLatch(0);

  @TempDir private Path state;
  private final String brokers = TestLog.brokers(WARMTH);
  private final KafkaEventLog log = TestLog.log(WARMTH);
  private final KafkaLogTail tail = new KafkaLogTail(brokers);
  private final List<Double> warmth = new CopyOnWriteArrayList<>();
  private final List<byte[]> deadLetters = new CopyOnWriteArrayList<>();

  @BeforeEach
  void follow() {
    await(tail.follow(List.of(WARMTH), it -> warmth.add((Double) it.value())));
    await(tail.follow(List.of(Topics.DEAD_LETTERS), it -> deadLetters.add((byte[]) it.value())));
  }

  @AfterEach
  void stop() {
    tail.close();
    log.close();
  }

  @Test
  void what_could_not_be_written_is_computed_again_and_no_dead_letter() {
    ProductionExceptionHandler handler =
        new StreamsConfig(StreamsRunner.settings(brokers, Safety.with(1), state, new Warmth()))
            .productionExceptionHandler();
    ProducerRecord<byte[], byte[]> result = new ProducerRecord<>(WARMTH.name(), new byte[] {1});
    ErrorHandlerContext where =
        new DefaultErrorHandlerContext(
            null, "t", 0, 0, new RecordHeaders(), "sum", new TaskId(0, 0), 0, null, null);

    Response ended = handler.handleError(where, result, new TransactionAbortableException("late"));
    Response late = handler.handleError(where, result, new TimeoutException("no broker"));

    assertEquals(Result.FAIL, ended.result());
    assertEquals(List.of(), ended.deadLetterQueueRecords());
    assertEquals(Result.RETRY, late.result());
  }

  @Test
  void each_message_is_computed_once_also_when_it_comes_twice_and_after_a_restart() {
    StreamsRunner first = start();
    for (int sequence = 1; sequence <= 50; sequence++) {
      append(sequence);
    }
    append(7);
    await().atMost(Duration.ofSeconds(20)).until(() -> warmth.size() >= 50);
    first.close();
    StreamsRunner second = start();
    append(50);
    append(51);

    await().atMost(Duration.ofSeconds(20)).until(() -> warmth.contains(51.0));
    second.close();
    assertEquals(51, warmth.size());
  }

  @Test
  void a_record_that_cannot_be_read_or_computed_with_is_put_aside_and_the_rest_flows_on() {
    Topic<byte[]> raw = Topic.carried(Topics.READINGS.name(), Keep.RAW);
    StreamsRunner runner = start();

    await(log.append(raw, "goat-barn", "nonsense".getBytes(StandardCharsets.UTF_8)));
    await(log.append(Topics.READINGS, "goat-barn", reading(100, -40)));
    await(log.append(Topics.READINGS, "goat-barn", reading(101, 12)));

    await().atMost(Duration.ofSeconds(20)).until(() -> warmth.contains(12.0));
    await().until(() -> deadLetters.size() == 2);
    assertEquals("nonsense", new String(deadLetters.get(0), StandardCharsets.UTF_8));
    assertTrue(runner.isRunning());
    runner.close();
  }

  @Test
  void a_changelog_is_compacted_in_pieces_that_are_read_back_within_seconds() throws Exception {
    StreamsRunner runner = start();
    append(95);
    await().atMost(Duration.ofSeconds(20)).until(() -> warmth.contains(95.0));
    runner.close();

    ConfigResource changelog =
        new ConfigResource(ConfigResource.Type.TOPIC, "anima-warmth-warmth-seen-changelog");
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
      Config config =
          admin.describeConfigs(List.of(changelog)).all().get().values().iterator().next();

      assertEquals("compact", config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value());
      assertEquals("33554432", config.get(TopicConfig.SEGMENT_BYTES_CONFIG).value());
    }
  }

  @Test
  void a_topology_that_hangs_is_seen_to_stand_still_and_then_to_turn_again() {
    StreamsRunner runner = start();

    hanging = new CountDownLatch(1);
    append(90);

    await().atMost(Duration.ofSeconds(20)).until(() -> still(runner) >= 2);
    hanging.countDown();
    await().atMost(Duration.ofSeconds(20)).until(() -> warmth.contains(90.0));
    await().until(() -> still(runner) == 0);
    runner.close();
  }

  private static long still(StreamsRunner runner) {
    return runner.standStill(Instant.now()).getOrDefault("warmth", Duration.ZERO).toSeconds();
  }

  private void append(int sequence) {
    await(log.append(Topics.READINGS, "goat-barn", reading(sequence, sequence)));
  }

  private StreamsRunner start() {
    StreamsRunner runner =
        StreamsRunner.start(
            brokers, Safety.with(1), EmbeddedKafka.TRANSACTIONS, state, List.of(new Warmth()));
    await().atMost(Duration.ofSeconds(40)).until(runner::isRunning);
    return runner;
  }

  private static final class Warmth implements Topology {
    @Override
    public String name() {
      return "warmth";
    }

    @Override
    public List<Topic<?>> writes() {
      return List.of(WARMTH);
    }

    @Override
    public void build(StreamsBuilder builder) {
      builder.stream(Topics.READINGS.name(), TopicSerde.consumed(Topics.READINGS, "read-readings"))
          .processValues(new FirstTimeOnly("warmth-seen"), Named.as("drop-duplicates"))
          .mapValues(Warmth::celsius, Named.as("take-temperature"))
          .to(WARMTH.name(), TopicSerde.produced(WARMTH, "write-warmth"));
    }

    private static void hang() {
      try {
        hanging.await();
      } catch (InterruptedException why) {
        Thread.currentThread().interrupt();
      }
    }

    private static Double celsius(Arrival arrival) {
      hang();
      double value = ((Readings) arrival.message()).values().get(0).value();
      if (value < -30) {
        throw new IllegalStateException("too cold to compute with");
      }
      return value;
    }
  }
}
