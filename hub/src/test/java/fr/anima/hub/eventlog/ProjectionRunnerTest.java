package fr.anima.hub.eventlog;

import static fr.anima.hub.eventlog.TestLog.await;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fr.anima.hub.eventlog.Topic.Keep;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProjectionRunnerTest {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final Topic<Integer> numbers =
      Topic.json("anima.numbers-" + NUMBER.incrementAndGet() + ".v1", Integer.class, Keep.EVENTS);
  private final String brokers = TestLog.brokers(numbers);
  private final KafkaEventLog log = TestLog.log(numbers);
  private final Kept kept = new Kept();
  private final List<ProjectionRunner<?>> runners = new ArrayList<>();

  @AfterEach
  void stop() {
    runners.forEach(ProjectionRunner::close);
    log.close();
  }

  @Test
  void it_goes_on_where_it_left_off() {
    append(1, 100);
    ProjectionRunner<Integer> first = run();
    await().atMost(Duration.ofSeconds(20)).until(() -> kept.numbers.size() == 100);
    await().until(() -> first.lag() == 0);
    first.close();
    append(101, 120);

    run();

    await().atMost(Duration.ofSeconds(20)).until(() -> kept.numbers.size() >= 120);
    assertEquals(120, kept.numbers.size());
  }

  @Test
  void what_fails_for_now_is_tried_again_until_it_works() {
    kept.failing.set(new IllegalStateException("the database is gone"));
    append(1, 10);
    ProjectionRunner<Integer> runner = run();
    await().atMost(Duration.ofSeconds(20)).until(() -> kept.tries.get() >= 3);
    assertEquals("the database is gone", runner.trouble());
    assertEquals(0, kept.numbers.size());

    kept.failing.set(null);

    await().atMost(Duration.ofSeconds(20)).until(() -> kept.numbers.size() == 10);
    await().until(() -> runner.trouble().isEmpty());
  }

  @Test
  void one_that_hangs_in_a_batch_tells_for_how_long_and_goes_on_afterwards() {
    Promise<Void> slow = Promise.promise();
    kept.slow = slow.future();
    append(1, 10);
    ProjectionRunner<Integer> runner = run();

    await().atMost(Duration.ofSeconds(20)).until(() -> runner.turn().toSeconds() >= 2);
    slow.complete();

    await().atMost(Duration.ofSeconds(20)).until(() -> kept.numbers.size() == 10);
    await().until(() -> runner.turn().toSeconds() < 1);
  }

  @Test
  void one_that_was_put_out_of_its_group_meanwhile_comes_in_again_and_is_well_when_nothing_waits() {
    Promise<Void> slow = Promise.promise();
    kept.slow = slow.future();
    append(1, 10);
    ProjectionRunner<Integer> runner = run();
    await().atMost(Duration.ofSeconds(20)).until(() -> kept.tries.get() == 1);

    putOutAfter(10);
    slow.complete();

    await().pollInterval(Duration.ofMillis(5)).until(() -> !runner.trouble().isEmpty());
    await().atMost(Duration.ofSeconds(20)).until(() -> runner.trouble().isEmpty());
    assertEquals(10, kept.numbers.size());
    assertEquals(0, runner.lag());
  }

  @Test
  void a_poisonous_record_is_put_aside_with_its_reason_and_the_rest_is_kept() {
    KafkaLogTail tail = new KafkaLogTail(brokers);
    List<LogRecord<?>> letters = new CopyOnWriteArrayList<>();
    await(tail.follow(List.of(Topics.DEAD_LETTERS), letters::add));
    append(1, 5);
    append(-13, -13);
    await(
        log.append(
            Topic.carried(numbers.name(), Keep.EVENTS),
            "key",
            "nonsense".getBytes(StandardCharsets.UTF_8)));
    append(6, 9);

    run();

    await().atMost(Duration.ofSeconds(20)).until(() -> kept.numbers.size() == 9);
    await().atMost(Duration.ofSeconds(10)).until(() -> letters.size() == 2);
    assertEquals(IntStream.rangeClosed(1, 9).boxed().toList(), kept.numbers);
    tail.close();
  }

  /** As a broker that has not heard of the reader for too long, with that many told as read. */
  private void putOutAfter(long read) {
    String group = ProjectionRunner.group(kept.name());
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
      admin
          .removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
          .all()
          .toCompletionStage()
          .toCompletableFuture()
          .join();
      admin
          .alterConsumerGroupOffsets(
              group, Map.of(new TopicPartition(numbers.name(), 0), new OffsetAndMetadata(read)))
          .all()
          .toCompletionStage()
          .toCompletableFuture()
          .join();
    }
  }

  private void append(int from, int to) {
    List<Future<Void>> all = new ArrayList<>();
    for (int i = from; i <= to; i++) {
      all.add(log.append(numbers, "key", i));
    }
    await(Future.all(all));
  }

  private ProjectionRunner<Integer> run() {
    ProjectionRunner<Integer> runner = ProjectionRunner.start(brokers, kept, log);
    runners.add(runner);
    return runner;
  }

  private final class Kept implements Projection<Integer> {
    private final List<Integer> numbers = new CopyOnWriteArrayList<>();
    private final AtomicReference<RuntimeException> failing = new AtomicReference<>();
    private volatile Future<Void> slow = Future.succeededFuture();
    private final AtomicInteger tries = new AtomicInteger();

    @Override
    public String name() {
      return "kept-" + topic().name();
    }

    @Override
    public Topic<Integer> topic() {
      return ProjectionRunnerTest.this.numbers;
    }

    @Override
    public Future<Void> project(List<LogRecord<Integer>> batch) {
      tries.incrementAndGet();
      RuntimeException why = failing.get();
      if (why != null) {
        return Future.failedFuture(why);
      }
      List<Integer> values = batch.stream().map(LogRecord::value).toList();
      if (values.contains(-13)) {
        return Future.failedFuture(new IllegalArgumentException("-13 brings bad luck"));
      }
      return slow.onSuccess(it -> numbers.addAll(values));
    }
  }
}
