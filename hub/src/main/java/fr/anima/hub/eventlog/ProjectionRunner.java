package fr.anima.hub.eventlog;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds one projection from the log on a thread of its own: read, project, only then move on. What
 * cannot be projected for now is tried again until it can; what never can goes to the dead letters.
 */
public final class ProjectionRunner<T> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ProjectionRunner.class);
  private static final int MOST_RECORDS = 8_000;
  private static final Duration POLL = Duration.ofMillis(200);

  /** A batch of fewer is followed by a pause: a few large writes cost less than many small ones. */
  private static final int WORTH_A_WRITE = 500;

  private static final Duration GATHERING = Duration.ofMillis(50);

  private final Projection<T> projection;
  private final Projecting<T> projecting;
  private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));
  private final KafkaConsumer<String, byte[]> consumer;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile boolean closing;
  private volatile boolean moved;
  private volatile boolean assigned;
  private volatile Set<Integer> held = Set.of();
  private volatile long lag = -1;
  private volatile String trouble = "";
  private volatile long turnedAt = System.nanoTime();

  private ProjectionRunner(String brokers, Projection<T> projection, KafkaEventLog log) {
    this.projection = projection;
    this.projecting = new Projecting<>(projection, new DeadLetters(log));
    this.consumer =
        RecordReader.connect(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                brokers,
                ConsumerConfig.CLIENT_ID_CONFIG,
                "anima-projection-" + projection.name(),
                ConsumerConfig.GROUP_ID_CONFIG,
                group(projection.name()),
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                MOST_RECORDS,
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                6_000,
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                1_000));
  }

  /** Starts reading where the projection's name left off. */
  public static <T> ProjectionRunner<T> start(
      String brokers, Projection<T> projection, KafkaEventLog deadLetters) {
    ProjectionRunner<T> runner = new ProjectionRunner<>(brokers, projection, deadLetters);
    new Thread(runner::run, "anima-projection-" + projection.name()).start();
    return runner;
  }

  /** The projection's own name. */
  public String name() {
    return projection.name();
  }

  /** As which group of readers a projection of that name is known to the log. */
  public static String group(String projection) {
    return "anima-projection-" + projection;
  }

  /** What it reads. */
  public Topic<T> topic() {
    return projection.topic();
  }

  /** Whether it is this hub that reads that partition. */
  public boolean holds(int partition) {
    return held.contains(partition);
  }

  /** How many records the projection is behind; -1 until it is known. */
  public long lag() {
    return lag;
  }

  /** Why it does not move at present, in words; empty when it does. */
  public String trouble() {
    return trouble;
  }

  /** For how long it has been at what it is at: reading, or one try at a batch. */
  public Duration turn() {
    return Duration.ofNanos(System.nanoTime() - turnedAt);
  }

  /** Stops after the batch at hand. Blocks for a few seconds at most. */
  @Override
  public void close() {
    closing = true;
    consumer.wakeup();
    try {
      if (!stopped.await(5, TimeUnit.SECONDS)) {
        LOG.warn("projection still busy while stopping name={}", name());
      }
    } catch (InterruptedException why) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (consumer) {
      consumer.subscribe(List.of(projection.topic().name()), new Reassigned());
      while (!closing) {
        step();
      }
    } catch (WakeupException stop) {
      LOG.debug("projection stopped name={}", name());
    } finally {
      stopped.countDown();
    }
  }

  private void step() {
    turnedAt = System.nanoTime();
    try {
      ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
      moved = false;
      measureLag(records.count());
      if (records.isEmpty()) {
        mendedIfNothingWaits();
        return;
      }
      if (project(records)) {
        consumer.commitSync(records.nextOffsets());
        measureLag(0);
        mended();
        if (projection.gathers() && records.count() < WORTH_A_WRITE) {
          LockSupport.parkNanos(GATHERING.toNanos());
        }
      } else {
        rewind();
      }
    } catch (WakeupException stop) {
      throw stop;
    } catch (KafkaException why) {
      inTrouble(why);
      backoff.pause();
      rewind();
    }
  }

  /** Back to what was committed: what was read and not projected comes again. */
  private void rewind() {
    try {
      Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(consumer.assignment());
      committed.forEach(
          (partition, offset) -> {
            if (offset == null) {
              consumer.seekToBeginning(List.of(partition));
            } else {
              consumer.seek(partition, offset);
            }
          });
    } catch (WakeupException stop) {
      throw stop;
    } catch (KafkaException why) {
      // Without the committed positions the reader must start anew rather than leave a gap.
      consumer.unsubscribe();
      consumer.subscribe(List.of(projection.topic().name()), new Reassigned());
    }
  }

  /** Whether the batch was projected; not so when its partitions went to another hub meanwhile. */
  private boolean project(ConsumerRecords<String, byte[]> records) {
    List<ConsumerRecord<String, byte[]>> batch = new ArrayList<>(records.count());
    records.forEach(batch::add);
    while (!closing && !moved) {
      turnedAt = System.nanoTime();
      try {
        projecting.project(batch);
        return true;
      } catch (RuntimeException why) {
        inTrouble(why);
        stayAlive(backoff.next());
      }
    }
    return false;
  }

  /** A pause in which the broker still hears from this reader. */
  private void stayAlive(Duration pause) {
    consumer.pause(consumer.assignment());
    consumer.poll(pause);
    consumer.resume(consumer.assignment());
  }

  private void inTrouble(Throwable why) {
    if (trouble.isEmpty()) {
      LOG.warn("projection waits name={} reason={}", name(), why.toString());
    }
    trouble = String.valueOf(why.getMessage());
  }

  /** What was projected when only saying so failed does not come again, and mends by itself. */
  private void mendedIfNothingWaits() {
    Set<TopicPartition> read = consumer.assignment();
    boolean nothingWaits =
        read.stream().allMatch(it -> consumer.currentLag(it).equals(OptionalLong.of(0)));
    if (!read.isEmpty() && nothingWaits) {
      mended();
    }
  }

  private void mended() {
    backoff.reset();
    trouble = "";
  }

  private void measureLag(int atHand) {
    if (!assigned) {
      return;
    }
    long sum = atHand;
    for (TopicPartition each : consumer.assignment()) {
      OptionalLong behind = consumer.currentLag(each);
      if (behind.isEmpty()) {
        return;
      }
      sum += behind.getAsLong();
    }
    lag = sum;
  }

  private final class Reassigned implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      moved = true;
      hold();
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      assigned = true;
      hold();
    }

    private void hold() {
      held =
          consumer.assignment().stream()
              .map(TopicPartition::partition)
              .collect(Collectors.toUnmodifiableSet());
    }
  }
}
