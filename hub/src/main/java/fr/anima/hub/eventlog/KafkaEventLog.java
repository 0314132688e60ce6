package fr.anima.hub.eventlog;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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

  /** One flush serves one batch of each partition: some 1,000 readings of a full one. */
  private static final int BATCH_BYTES = 256 << 10;

  private static final long MOST_WAITING_BYTES = 48L << 20;

  private final KafkaProducer<String, byte[]> producer;
  private final ExecutorService sender =
      Executors.newSingleThreadExecutor(work -> new Thread(work, "anima-log-append"));
  private final AtomicLong waiting = new AtomicLong();
  private final Acknowledging acknowledging = new Acknowledging();
  private final Queue<Sending> outgoing = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean isSending = new AtomicBoolean();
  private final Map<Context, List<Answer>> answers = new ConcurrentHashMap<>();

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
    Sending sending = new Sending(record, size, Promise.promise(), Vertx.currentContext());
    outgoing.add(sending);
    if (isSending.compareAndSet(false, true)) {
      try {
        sender.execute(this::sendAll);
      } catch (RejectedExecutionException closed) {
        isSending.set(false);
        failAll(closed);
      }
    }
    return sending.promise.future();
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
    failAll(new IllegalStateException("the log is closed"));
  }

  private boolean isKnown(Topic<?> topic) {
    try {
      return !producer.partitionsFor(topic.name()).isEmpty();
    } catch (TimeoutException notYet) {
      return false;
    }
  }

  /** Whatever was given meanwhile goes in one turn: waking a thread costs more than a record. */
  private void sendAll() {
    isSending.set(false);
    for (Sending next = outgoing.poll(); next != null; next = outgoing.poll()) {
      Sending sending = next;
      try {
        producer.send(sending.record, (metadata, failure) -> answered(sending, failure));
      } catch (RuntimeException failure) {
        answered(sending, failure);
      }
    }
  }

  private void failAll(Exception why) {
    for (Sending next = outgoing.poll(); next != null; next = outgoing.poll()) {
      answered(next, why);
    }
  }

  /** Records of one flush are answered one after the other: each context is woken once for all. */
  private void answered(Sending sending, @Nullable Exception failure) {
    waiting.addAndGet(-sending.size);
    acknowledging.heard(failure);
    Answer answer = new Answer(sending.promise, failure);
    Context context = sending.context;
    if (context == null) {
      answer.settle();
      return;
    }
    answers.compute(
        context,
        (caller, before) -> {
          List<Answer> all = before == null ? new ArrayList<>() : before;
          if (before == null) {
            caller.runOnContext(it -> settleAll(caller));
          }
          all.add(answer);
          return all;
        });
  }

  private void settleAll(Context caller) {
    List<Answer> all = answers.remove(caller);
    if (all != null) {
      all.forEach(Answer::settle);
    }
  }

  private static Map<String, Object> settings(String brokers) {
    return Map.ofEntries(
        Map.entry(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers),
        Map.entry(ProducerConfig.CLIENT_ID_CONFIG, "anima-log"),
        Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
        Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
        Map.entry(ProducerConfig.LINGER_MS_CONFIG, 5),
        Map.entry(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES),
        Map.entry(ProducerConfig.BUFFER_MEMORY_CONFIG, MOST_WAITING_BYTES + (16L << 20)),
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

  /** A record on its way, and who waits for it where. */
  private record Sending(
      ProducerRecord<String, byte[]> record,
      int size,
      Promise<Void> promise,
      @Nullable Context context) {}

  /** What came of a record: nothing went wrong, or this did. */
  private record Answer(Promise<Void> promise, @Nullable Exception failure) {
    void settle() {
      if (failure == null) {
        promise.complete();
      } else {
        promise.fail(
            new LogUnavailableException(
                "the log did not acknowledge: " + failure.getMessage(), failure));
      }
    }
  }
}
