package fr.anima.hub.eventlog;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The log in Kafka. Records wait some milliseconds for company, so that one flush to disk serves
 * many; sending happens on a thread of its own, because it may block.
 */
public final class KafkaEventLog implements EventLog, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MOST_TRIES = 60;
  private static final long MOST_WAITING_BYTES = 16L << 20;

  private final KafkaProducer<String, byte[]> producer;
  private final ExecutorService sender =
      Executors.newSingleThreadExecutor(work -> new Thread(work, "anima-log-append"));
  private final AtomicLong waiting = new AtomicLong();

  /** Connects to the brokers of that address list, {@code host:port,host:port}. */
  public KafkaEventLog(String brokers) {
    producer =
        new KafkaProducer<>(settings(brokers), new StringSerializer(), new ByteArraySerializer());
  }

  /**
   * Learns where these topics are, so that the first records to them need not wait. Blocks; meant
   * for the start.
   *
   * @throws IllegalStateException when the brokers do not tell within some tries
   */
  public void prepare(List<Topic<?>> topics) {
    for (Topic<?> topic : topics) {
      for (int tries = 1; !isKnown(topic); tries++) {
        if (tries == MOST_TRIES) {
          throw new IllegalStateException(
              "the event log does not say where topic " + topic.name() + " is: check the brokers");
        }
      }
    }
  }

  @Override
  public <T> Future<Void> append(Topic<T> topic, String key, T value) {
    return send(new ProducerRecord<>(topic.name(), key, topic.codec().encode(value)));
  }

  /** Bytes that were given to this log and are not yet acknowledged or failed. */
  public long waitingBytes() {
    return waiting.get();
  }

  /** Completes on the caller's own context, as everything else does there. */
  Future<Void> send(ProducerRecord<String, byte[]> record) {
    int size = record.value().length + record.key().length() + 64;
    if (waiting.addAndGet(size) > MOST_WAITING_BYTES) {
      waiting.addAndGet(-size);
      return Future.failedFuture(
          new LogUnavailableException(
              "the log is behind by more than "
                  + MOST_WAITING_BYTES
                  + " bytes: wait, then send again"));
    }
    Promise<Void> promise = Promise.promise();
    Context context = Vertx.currentContext();
    Answer answer =
        failure -> {
          waiting.addAndGet(-size);
          if (context == null) {
            settle(promise, failure);
          } else {
            context.runOnContext(it -> settle(promise, failure));
          }
        };
    try {
      sender.execute(() -> sendNow(record, answer));
    } catch (RejectedExecutionException closed) {
      answer.is(closed);
    }
    return promise.future();
  }

  /** Sends what still waits, for some seconds. Blocks. */
  @Override
  public void close() {
    sender.shutdown();
    try {
      if (!sender.awaitTermination(2, TimeUnit.SECONDS)) {
        sender.shutdownNow();
      }
    } catch (InterruptedException why) {
      Thread.currentThread().interrupt();
    }
    producer.close(Duration.ofSeconds(3));
  }

  private boolean isKnown(Topic<?> topic) {
    try {
      return !producer.partitionsFor(topic.name()).isEmpty();
    } catch (TimeoutException notYet) {
      return false;
    }
  }

  private void sendNow(ProducerRecord<String, byte[]> record, Answer answer) {
    try {
      producer.send(record, (metadata, failure) -> answer.is(failure));
    } catch (RuntimeException failure) {
      answer.is(failure);
    }
  }

  private static void settle(Promise<Void> promise, @Nullable Exception failure) {
    if (failure == null) {
      promise.complete();
    } else {
      promise.fail(
          new LogUnavailableException(
              "the log did not acknowledge: " + failure.getMessage(), failure));
    }
  }

  private static Map<String, Object> settings(String brokers) {
    return Map.ofEntries(
        Map.entry(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers),
        Map.entry(ProducerConfig.CLIENT_ID_CONFIG, "anima-log"),
        Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
        Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
        Map.entry(ProducerConfig.LINGER_MS_CONFIG, 5),
        Map.entry(ProducerConfig.BATCH_SIZE_CONFIG, 64 << 10),
        Map.entry(ProducerConfig.BUFFER_MEMORY_CONFIG, 24L << 20),
        Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, 500L),
        // A topic that was quiet for long is not forgotten, else its next record waits.
        Map.entry(ProducerConfig.METADATA_MAX_IDLE_CONFIG, Duration.ofDays(365).toMillis()),
        Map.entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000),
        Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis()),
        Map.entry(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000L));
  }

  /** Header values are text. */
  static byte[] header(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** What came of a record: nothing went wrong, or this did. */
  private interface Answer {
    void is(@Nullable Exception failure);
  }
}
