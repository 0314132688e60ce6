package fr.anima.hub.eventlog;

import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What the readers of the log have in common: how they connect, and bytes as records. */
final class RecordReader {
  /** Small: each collection copies what was fetched and is not yet read. */
  static final int FETCH_BYTES = 1 << 20;

  private RecordReader() {}

  /** Only what was committed, nothing skipped or committed by itself; no topic made by asking. */
  static KafkaConsumer<String, byte[]> connect(Map<String, Object> own) {
    Map<String, Object> settings = new java.util.HashMap<>(own);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
    settings.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000L);
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 20_000);
    return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * A record as the rooms know it.
   *
   * @throws IllegalArgumentException when its bytes are not a value of the topic
   */
  static <T> LogRecord<T> read(Topic<T> topic, ConsumerRecord<String, byte[]> record) {
    if (record.value() == null || record.key() == null) {
      throw new IllegalArgumentException("a record without key or value");
    }
    return new LogRecord<>(
        topic,
        record.key(),
        topic.codec().decode(record.value()),
        Instant.ofEpochMilli(record.timestamp()),
        record.partition(),
        record.offset());
  }
}
