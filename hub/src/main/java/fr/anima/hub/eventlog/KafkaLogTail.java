package fr.anima.hub.eventlog;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tail of the log in Kafka: every partition, no group, one thread per follower. */
public final class KafkaLogTail implements LogTail, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaLogTail.class);
  private static final Duration POLL = Duration.ofMillis(200);

  private final String brokers;
  private final List<Follower> followers = new CopyOnWriteArrayList<>();

  /** Reads from the brokers of that address list. */
  public KafkaLogTail(String brokers) {
    this.brokers = brokers;
  }

  @Override
  public Future<Void> follow(List<Topic<?>> topics, Consumer<LogRecord<?>> each) {
    Follower follower = new Follower(topics, each);
    followers.add(follower);
    new Thread(follower::run, "anima-tail-" + followers.size()).start();
    return follower.ready.future();
  }

  /** Stops all followers. Blocks for a moment. */
  @Override
  public void close() {
    followers.forEach(Follower::stop);
  }

  private final class Follower {
    private final Map<String, Topic<?>> topics;
    private final Consumer<LogRecord<?>> each;
    private final Promise<Void> ready = Promise.promise();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2));
    private final KafkaConsumer<String, byte[]> consumer;
    private volatile boolean closing;

    Follower(List<Topic<?>> topics, Consumer<LogRecord<?>> each) {
      this.topics =
          topics.stream().distinct().collect(Collectors.toMap(Topic::name, Function.identity()));
      this.each = each;
      this.consumer =
          RecordReader.connect(
              Map.of(
                  ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers,
                  ConsumerConfig.CLIENT_ID_CONFIG, "anima-tail",
                  ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest"));
    }

    void run() {
      try (consumer) {
        position();
        ready.tryComplete();
        while (!closing) {
          step();
        }
      } catch (WakeupException stop) {
        LOG.debug("tail stopped topics={}", topics.keySet());
      } catch (KafkaException why) {
        ready.tryFail(why);
        LOG.error("tail ended topics={} reason={}: restart the hub", topics.keySet(), why, why);
      } finally {
        stopped.countDown();
      }
    }

    /** To the end of every partition, and knowing where that is before anybody is told. */
    private void position() {
      List<TopicPartition> partitions =
          topics.keySet().stream()
              .flatMap(name -> consumer.partitionsFor(name).stream())
              .map(it -> new TopicPartition(it.topic(), it.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToEnd(partitions);
      partitions.forEach(consumer::position);
    }

    private void step() {
      try {
        consumer.poll(POLL).forEach(this::tell);
        backoff.reset();
      } catch (WakeupException stop) {
        throw stop;
      } catch (KafkaException why) {
        // The positions are kept, so nothing is missed once the broker is back.
        LOG.warn("tail waits reason={}", why.toString());
        backoff.pause();
      }
    }

    private void tell(ConsumerRecord<String, byte[]> record) {
      Topic<?> topic = topics.get(record.topic());
      if (topic == null || record.value() == null) {
        return;
      }
      try {
        each.accept(RecordReader.read(topic, record));
      } catch (RuntimeException why) {
        LOG.warn(
            "record not shown topic={} partition={} offset={} reason={}",
            record.topic(),
            record.partition(),
            record.offset(),
            why.toString());
      }
    }

    void stop() {
      closing = true;
      consumer.wakeup();
      try {
        stopped.await(3, TimeUnit.SECONDS);
      } catch (InterruptedException why) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
