package fr.anima.hub.eventlog.hanging;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.coordinator.transaction.TransactionLog;
import org.apache.kafka.coordinator.transaction.TransactionLog.TxnRecord;

/** The log in which the brokers write down what becomes of transactions, before they do it. */
final class DecisionLog {
  static final String TOPIC = "__transaction_state";

  /** Brokers and hubs need not have the same time. */
  private static final Duration CLOCKS = Duration.ofMinutes(10);

  private static final Duration BATCH = Duration.ofSeconds(2);

  /** A reader that closes waits for what it asked for last, and streams wait for us. */
  private static final int LAST_WAIT_MILLIS = 20;

  private DecisionLog() {}

  /**
   * The last that was decided of a transaction; empty when nothing was, or it is no longer there.
   * Blocks.
   *
   * @param name its transactional id
   * @param partitions of the log
   * @throws TimeoutException when its leader gives it too slowly, or not at all
   */
  static Optional<Decision> decided(
      String brokers, String name, int partitions, OpenTransaction open) {
    // As whoever coordinates it is found (Kafka's TransactionStateManager.partitionFor).
    TopicPartition where = new TopicPartition(TOPIC, Utils.abs(name.hashCode()) % partitions);
    try (Consumer<ByteBuffer, ByteBuffer> reader = reader(brokers)) {
      reader.assign(List.of(where));
      seek(reader, where, open.writtenAt() - CLOCKS.toMillis());
      long end = reader.endOffsets(List.of(where)).get(where);
      Optional<Decision> last = Optional.empty();
      long until = System.nanoTime() + HangingTransactions.PATIENCE.toNanos();
      while (reader.position(where) < end) {
        if (System.nanoTime() > until) {
          throw new TimeoutException(
              where + " is read up to " + reader.position(where) + ", not " + end);
        }
        for (ConsumerRecord<ByteBuffer, ByteBuffer> each : reader.poll(BATCH)) {
          Optional<Decision> said = decision(each, name, open);
          last = said.isPresent() ? said : last;
        }
      }
      return last;
    }
  }

  private static void seek(
      Consumer<ByteBuffer, ByteBuffer> reader, TopicPartition where, long millis) {
    OffsetAndTimestamp first =
        reader.offsetsForTimes(Map.of(where, Math.max(0, millis))).get(where);
    if (first == null) {
      reader.seekToBeginning(List.of(where));
    } else {
      reader.seek(where, first.offset());
    }
  }

  private static Optional<Decision> decision(
      ConsumerRecord<ByteBuffer, ByteBuffer> entry, String name, OpenTransaction open) {
    if (entry.value() == null) {
      return Optional.empty();
    }
    return TransactionLog.read(entry.key(), entry.value()) instanceof TxnRecord said
            && said.transactionId().equals(name)
        ? Decision.of(said.metadata(), open)
        : Optional.empty();
  }

  private static Consumer<ByteBuffer, ByteBuffer> reader(String brokers) {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            brokers,
            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            (int) HangingTransactions.PATIENCE.toMillis(),
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
            LAST_WAIT_MILLIS),
        new ByteBufferDeserializer(),
        new ByteBufferDeserializer());
  }
}
