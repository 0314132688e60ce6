package fr.anima.hub.eventlog;

import io.vertx.core.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where records go that a reader can do nothing with: as they were, the reason and the place they
 * came from in headers. The names of the headers are those that Kafka Streams uses for its own.
 */
final class DeadLetters {
  private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
  private static final String PREFIX = "__streams.errors.";

  private final KafkaEventLog log;

  DeadLetters(KafkaEventLog log) {
    this.log = log;
  }

  Future<Void> put(String reader, ConsumerRecord<String, byte[]> record, Throwable why) {
    LOG.warn(
        "record put aside reader={} topic={} partition={} offset={} reason={}",
        reader,
        record.topic(),
        record.partition(),
        record.offset(),
        reason(why));
    String key = record.key() == null ? "" : record.key();
    byte[] value = record.value() == null ? new byte[0] : record.value();
    ProducerRecord<String, byte[]> letter =
        new ProducerRecord<>(Topics.DEAD_LETTERS.name(), key, value);
    Headers headers = letter.headers();
    add(headers, "exception", why.getClass().getName());
    add(headers, "message", reason(why));
    add(headers, "topic", record.topic());
    add(headers, "partition", Integer.toString(record.partition()));
    add(headers, "offset", Long.toString(record.offset()));
    headers.add("anima.reader", KafkaEventLog.header(reader));
    return log.send(letter);
  }

  private static String reason(Throwable why) {
    return String.valueOf(why.getMessage()).lines().findFirst().orElse(why.getClass().getName());
  }

  private static void add(Headers headers, String name, String text) {
    headers.add(PREFIX + name, KafkaEventLog.header(text));
  }
}
