package fr.anima.hub.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * The broker is killed when it has written down that a transaction is to be committed and has not
 * yet told the transaction's partitions.
 */
class CutCommitTest {
  private static final List<String> TOPICS = List.of("first", "second");
  private static final TopicPartition TRANSACTIONS = new TopicPartition("__transaction_state", 0);
  private static final int EPOCH_AT = 10;
  private static final int STATUS_AT = 16;
  private static final byte PREPARE_COMMIT = 2;
  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir private Path home;

  @Test
  void what_was_to_be_committed_is_committed_after_the_next_start() throws Exception {
    Path killed = home.resolve("killed");
    try (EmbeddedKafka kafka = EmbeddedKafka.start(home.resolve("running"));
        KafkaProducer<byte[], byte[]> producer = producer(kafka, "shop", "transactional.id")) {
      prepareCommit(kafka, producer);
      copy(home.resolve("running"), killed);
    }

    ListAppender<ILoggingEvent> said = listenToCoordinator();
    try (EmbeddedKafka kafka = EmbeddedKafka.start(killed)) {
      assertEquals(new TreeSet<>(TOPICS), committed(kafka));
      List<String> elected =
          said.list.stream()
              .map(ILoggingEvent::getFormattedMessage)
              .filter(it -> it.contains("Elected as the txn coordinator"))
              .toList();
      // Not by one that believes to lead since before the kill: it may take partitions for deleted.
      assertEquals(1, elected.size(), elected.toString());
      assertTrue(!elected.get(0).contains("at epoch 0"), elected.toString());
    }
  }

  @Test
  void what_was_left_open_keeps_nobody_waiting_after_the_next_start() throws Exception {
    Path killed = home.resolve("killed");
    try (EmbeddedKafka kafka = EmbeddedKafka.start(home.resolve("running"));
        KafkaProducer<byte[], byte[]> producer = producer(kafka, "shop", "transactional.id")) {
      begin(kafka, producer);
      copy(home.resolve("running"), killed);
    }

    try (EmbeddedKafka kafka = EmbeddedKafka.start(killed)) {
      for (String topic : TOPICS) {
        TopicPartition partition = new TopicPartition(topic, 0);
        try (KafkaConsumer<byte[], byte[]> reader = reader(kafka, List.of(partition))) {
          // The record and the word that it does not count; 0 as long as it may still count.
          assertEquals(2L, reader.endOffsets(List.of(partition)).get(partition));
        }
      }
      assertEquals(Set.of(), committed(kafka));
    }
  }

  private static void prepareCommit(EmbeddedKafka kafka, KafkaProducer<byte[], byte[]> producer)
      throws ExecutionException, InterruptedException {
    begin(kafka, producer);
    // The broker takes records of its own topics from a client of that name.
    try (KafkaProducer<byte[], byte[]> hand = producer(kafka, "__admin_client", "client.id")) {
      ConsumerRecord<byte[], byte[]> ongoing = lastTransaction(kafka);
      byte[] prepared = ongoing.value().clone();
      ByteBuffer fields = ByteBuffer.wrap(prepared);
      fields.putShort(EPOCH_AT, (short) (fields.getShort(EPOCH_AT) + 1));
      fields.put(STATUS_AT, PREPARE_COMMIT);
      hand.send(new ProducerRecord<>(TRANSACTIONS.topic(), 0, ongoing.key(), prepared)).get();
    }
  }

  private static void begin(EmbeddedKafka kafka, KafkaProducer<byte[], byte[]> producer)
      throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.address()))) {
      admin
          .createTopics(TOPICS.stream().map(it -> new NewTopic(it, 1, (short) 1)).toList())
          .all()
          .get();
    }
    producer.initTransactions();
    producer.beginTransaction();
    for (String topic : TOPICS) {
      producer.send(new ProducerRecord<>(topic, topic.getBytes(StandardCharsets.UTF_8))).get();
    }
  }

  private static ConsumerRecord<byte[], byte[]> lastTransaction(EmbeddedKafka kafka) {
    try (KafkaConsumer<byte[], byte[]> reader = reader(kafka, List.of(TRANSACTIONS))) {
      long end = reader.endOffsets(List.of(TRANSACTIONS)).getOrDefault(TRANSACTIONS, 0L);
      reader.seek(TRANSACTIONS, end - 1);
      return reader.poll(SOON).iterator().next();
    }
  }

  private static ListAppender<ILoggingEvent> listenToCoordinator() {
    Logger coordinator =
        (Logger) LoggerFactory.getLogger("kafka.coordinator.transaction.TransactionCoordinator");
    ListAppender<ILoggingEvent> said = new ListAppender<>();
    said.start();
    coordinator.setLevel(Level.INFO);
    coordinator.setAdditive(false);
    coordinator.addAppender(said);
    return said;
  }

  /** Topics whose record can be read by those who read only what was committed. */
  private static Set<String> committed(EmbeddedKafka kafka) {
    List<TopicPartition> all = TOPICS.stream().map(it -> new TopicPartition(it, 0)).toList();
    Set<String> read = new TreeSet<>();
    try (KafkaConsumer<byte[], byte[]> reader = reader(kafka, all)) {
      reader.seekToBeginning(all);
      long until = System.nanoTime() + SOON.toNanos();
      while (read.size() < all.size() && System.nanoTime() < until) {
        reader.poll(Duration.ofMillis(200)).forEach(it -> read.add(it.topic()));
      }
    }
    return read;
  }

  private static KafkaProducer<byte[], byte[]> producer(
      EmbeddedKafka kafka, String name, String kind) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", kafka.address());
    settings.put(kind, name);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static KafkaConsumer<byte[], byte[]> reader(
      EmbeddedKafka kafka, List<TopicPartition> partitions) {
    KafkaConsumer<byte[], byte[]> reader =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka.address(), "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    reader.assign(partitions);
    return reader;
  }

  /** As a kill would leave it: no file is closed in good order. */
  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : all.toList()) {
        Path copy = to.resolve(from.relativize(each).toString());
        if (Files.isDirectory(each)) {
          Files.createDirectories(copy);
        } else if (!List.of(".lock", "lock").contains(each.getFileName().toString())) {
          Files.copy(each, copy);
        }
      }
    }
  }
}
