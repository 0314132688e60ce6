package fr.anima.hub.eventlog.hanging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import fr.anima.hub.embedded.EmbeddedKafka;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.coordinator.transaction.TransactionLog;
import org.apache.kafka.coordinator.transaction.TransactionLog.TxnRecord;
import org.apache.kafka.coordinator.transaction.TransactionMetadata;
import org.apache.kafka.coordinator.transaction.TransactionState;
import org.apache.kafka.coordinator.transaction.TxnTransitMetadata;
import org.apache.kafka.server.common.TransactionVersion;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A broker starts with a log such as KAFKA-20734 leaves: whoever coordinates transactions wrote
 * down that some are ended, and nobody told their partitions.
 */
class HangingTransactionsTest {
  private static final String COMMITTED = "anima.committed";
  private static final String TWICE = "anima-twice-changelog";
  private static final String ABORTED = "anima.aborted";
  private static final String FORGOTTEN = "anima.forgotten";
  private static final String UNDER_WAY = "anima.under-way";
  private static final String SOMEBODY_ELSE = "shop.orders";
  private static final List<String> TOPICS =
      List.of(COMMITTED, TWICE, ABORTED, FORGOTTEN, UNDER_WAY, SOMEBODY_ELSE);

  /** As the brokers of a city have: whose decision is in which is part of the question. */
  private static final int PARTITIONS = 5;

  private static final List<TopicPartition> LOG =
      IntStream.range(0, PARTITIONS)
          .mapToObj(it -> new TopicPartition(DecisionLog.TOPIC, it))
          .toList();
  private static final String GROUP = "anima-group";
  private static final OffsetAndMetadata READ = new OffsetAndMetadata(7);
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Duration A_MOMENT = Duration.ofMillis(500);

  @TempDir private static Path home;

  private static EmbeddedKafka kafka;
  private static KafkaProducer<byte[], byte[]> atWork;
  private static List<String> atFirst;
  private static List<String> atLast;
  private static List<String> afterwards;

  @BeforeAll
  static void tear_the_log_and_look_at_it() throws Exception {
    try (EmbeddedKafka before = EmbeddedKafka.start(home)) {
      kafka = before;
      createTopics();
      writeOneLongDone();
    }
    try (EmbeddedKafka before = EmbeddedKafka.start(home)) {
      kafka = before;
      List<KafkaProducer<byte[], byte[]>> killed = new ArrayList<>();
      // One that ended well goes before: its end must not be taken for the next one's.
      KafkaProducer<byte[], byte[]> twice = begin("anima-twice", TWICE);
      twice.commitTransaction();
      twice.beginTransaction();
      send(twice, TWICE);
      killed.add(twice);
      KafkaProducer<byte[], byte[]> committed = begin("anima-committed", COMMITTED);
      committed.sendOffsetsToTransaction(Map.of(new TopicPartition(COMMITTED, 0), READ), group());
      killed.add(committed);
      killed.add(begin("anima-aborted", ABORTED));
      killed.add(begin("anima-forgotten", FORGOTTEN));
      killed.add(begin("shop", SOMEBODY_ELSE));
      forge("anima-twice", TransactionState.PREPARE_ABORT);
      forge("anima-committed", TransactionState.PREPARE_COMMIT);
      forge("anima-aborted", TransactionState.PREPARE_ABORT);
      forge("shop", TransactionState.PREPARE_COMMIT);
      write(
          lastOf("anima-forgotten").partition(),
          TransactionLog.keyToBytes("anima-forgotten"),
          null);
      killed.forEach(it -> it.close(Duration.ZERO));
    }
    kafka = EmbeddedKafka.start(home);
    atWork = begin("anima-under-way", UNDER_WAY);
    try (HangingTransactions hanging =
        new HangingTransactions(kafka.address(), Duration.ofSeconds(2))) {
      atFirst = hanging.look();
      atLast = hanging.look();
      TimeUnit.SECONDS.sleep(2);
      afterwards = hanging.look();
    }
  }

  @AfterAll
  static void stop() throws IOException {
    atWork.close(Duration.ZERO);
    kafka.close();
  }

  @Test
  void the_decision_that_counts_is_not_in_the_first_place_looked_at() {
    assertNotEquals(0, lastOf("anima-committed").partition());
    assertNotEquals(lastOf("anima-twice").partition(), lastOf("anima-committed").partition());
  }

  @Test
  void what_is_open_only_once_is_left_alone() {
    assertEquals(List.of(), atFirst);
  }

  @Test
  void all_of_ours_are_ended_as_was_decided_and_once() {
    assertEquals(
        new TreeSet<>(
            Set.of(
                "__consumer_offsets-0 committed",
                "anima.committed-0 committed",
                "anima-twice-changelog-0 aborted",
                "anima.aborted-0 aborted")),
        new TreeSet<>(atLast));
  }

  @Test
  void one_whose_name_nobody_knows_is_ended_when_it_does_not_come_up() {
    assertEquals(List.of("anima.forgotten-0 aborted"), afterwards);
  }

  @Test
  void readers_go_on_with_what_was_committed() throws Exception {
    assertEquals(List.of(COMMITTED), read(COMMITTED));
    try (Admin admin = admin()) {
      assertEquals(
          READ.offset(),
          admin
              .listConsumerGroupOffsets(GROUP)
              .partitionsToOffsetAndMetadata()
              .get()
              .get(new TopicPartition(COMMITTED, 0))
              .offset());
    }
  }

  @Test
  void readers_go_on_without_what_was_not() {
    assertEquals(List.of(), read(ABORTED));
    assertEquals(List.of(), read(FORGOTTEN));
    assertEquals(2, end(ABORTED));
    assertEquals(2, end(FORGOTTEN));
  }

  @Test
  void the_end_of_the_one_before_says_nothing_of_the_next() {
    assertEquals(List.of(TWICE), read(TWICE));
    assertEquals(4, end(TWICE));
  }

  @Test
  void one_that_is_under_way_goes_on() {
    atWork.commitTransaction();
    assertEquals(List.of(UNDER_WAY), read(UNDER_WAY));
    atWork.beginTransaction();
  }

  @Test
  void those_of_others_are_none_of_our_business() {
    assertEquals(0, end(SOMEBODY_ELSE));
    assertNull(atLast.stream().filter(it -> it.contains("shop")).findAny().orElse(null));
  }

  private static void createTopics() throws Exception {
    try (Admin admin = admin()) {
      List<NewTopic> topics = new ArrayList<>();
      topics.add(new NewTopic(DecisionLog.TOPIC, PARTITIONS, (short) 1));
      TOPICS.forEach(it -> topics.add(new NewTopic(it, 1, (short) 1)));
      admin.createTopics(topics).all().get();
    }
  }

  /** Who starts a broker waits for a while until it knows of a transaction. */
  private static void writeOneLongDone() throws Exception {
    TransactionVersion version = TransactionVersion.TV_2;
    TransactionMetadata done =
        new TransactionMetadata(
            "anima-before",
            1_000,
            -1,
            -1,
            (short) 0,
            (short) -1,
            60_000,
            TransactionState.EMPTY,
            Set.of(),
            -1,
            System.currentTimeMillis(),
            version);
    write(
        0,
        TransactionLog.keyToBytes("anima-before"),
        TransactionLog.valueToBytes(done.prepareNoTransit(), version));
  }

  private static KafkaProducer<byte[], byte[]> begin(String name, String topic) {
    KafkaProducer<byte[], byte[]> producer = producer(Map.of("transactional.id", name));
    producer.initTransactions();
    producer.beginTransaction();
    send(producer, topic);
    return producer;
  }

  private static ConsumerGroupMetadata group() {
    try (KafkaConsumer<byte[], byte[]> reader =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka.address(),
                ConsumerConfig.GROUP_ID_CONFIG,
                GROUP),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      return reader.groupMetadata();
    }
  }

  private static void send(KafkaProducer<byte[], byte[]> producer, String topic) {
    producer.send(new ProducerRecord<>(topic, topic.getBytes(StandardCharsets.UTF_8)));
    producer.flush();
  }

  /** Writes down that a transaction is to end so, and that all its partitions were told. */
  private static void forge(String name, TransactionState how) throws Exception {
    ConsumerRecord<byte[], byte[]> last = lastOf(name);
    TransactionMetadata entry = said(last).metadata();
    long now = entry.txnLastUpdateTimestamp() + 1;
    TransactionVersion version = TransactionVersion.TV_2;
    byte[] key = TransactionLog.keyToBytes(name);
    TxnTransitMetadata decided = entry.prepareAbortOrCommit(how, version, -1, now, false);
    write(last.partition(), key, TransactionLog.valueToBytes(decided, version));
    entry.completeTransitionTo(decided);
    TxnTransitMetadata done = entry.prepareComplete(now + 1);
    write(last.partition(), key, TransactionLog.valueToBytes(done, version));
  }

  private static ConsumerRecord<byte[], byte[]> lastOf(String name) {
    return entries()
        .filter(it -> it.value() != null)
        .filter(it -> said(it).transactionId().equals(name))
        .reduce((earlier, later) -> later)
        .orElseThrow();
  }

  private static TxnRecord said(ConsumerRecord<byte[], byte[]> entry) {
    return (TxnRecord)
        TransactionLog.read(ByteBuffer.wrap(entry.key()), ByteBuffer.wrap(entry.value()));
  }

  private static Stream<ConsumerRecord<byte[], byte[]>> entries() {
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> reader = reader(LOG, "read_uncommitted")) {
      reader.seekToBeginning(LOG);
      Map<TopicPartition, Long> ends = reader.endOffsets(LOG);
      while (LOG.stream().anyMatch(it -> reader.position(it) < ends.get(it))) {
        reader.poll(SOON).forEach(all::add);
      }
    }
    return all.stream();
  }

  /** The broker takes records of its own topics from a client of that name. */
  private static void write(int partition, byte[] key, byte[] value) throws Exception {
    try (KafkaProducer<byte[], byte[]> hand = producer(Map.of("client.id", "__admin_client"))) {
      hand.send(new ProducerRecord<>(DecisionLog.TOPIC, partition, key, value)).get();
    }
  }

  /** What those read who read only what was committed. */
  private static List<String> read(String topic) {
    TopicPartition where = new TopicPartition(topic, 0);
    List<String> read = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> reader = reader(List.of(where), "read_committed")) {
      reader.seekToBeginning(List.of(where));
      long until = System.nanoTime() + A_MOMENT.toNanos();
      while (System.nanoTime() < until) {
        reader
            .poll(Duration.ofMillis(100))
            .forEach(it -> read.add(new String(it.value(), StandardCharsets.UTF_8)));
      }
    }
    return read;
  }

  /** How far they come. */
  private static long end(String topic) {
    TopicPartition where = new TopicPartition(topic, 0);
    try (KafkaConsumer<byte[], byte[]> reader = reader(List.of(where), "read_committed")) {
      return reader.endOffsets(List.of(where)).get(where);
    }
  }

  private static Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", kafka.address()));
  }

  private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("bootstrap.servers", kafka.address());
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static KafkaConsumer<byte[], byte[]> reader(
      List<TopicPartition> where, String isolation) {
    KafkaConsumer<byte[], byte[]> reader =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                kafka.address(),
                "isolation.level",
                isolation,
                "fetch.max.wait.ms",
                10),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    reader.assign(where);
    return reader;
  }
}
