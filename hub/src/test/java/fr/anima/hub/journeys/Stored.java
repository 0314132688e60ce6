package fr.anima.hub.journeys;

import fr.anima.hub.animals.alerts.AlertSignal;
import fr.anima.hub.eventlog.Arrival;
import fr.anima.hub.eventlog.LogRecord;
import fr.anima.hub.eventlog.Topic;
import fr.anima.hub.eventlog.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * What a running hub has on disk, read past the hub: the raw topics from their broker; history, its
 * sums and latest values, footfall, alerts, motions and the orders from their database.
 */
final class Stored {
  /**
   * Every figure the database keeps of what stations said, by a name that {@link Expected} has. The
   * hub's canary is nobody's station.
   */
  private static final String KEPT =
      """
      select name || ' raw', count(*), sum(sequence)::bigint
        from (select subject_id, sequence from history_sample
              union all select subject_id, sequence from history_position) as sample
        join history_subject on id = subject_id where measurement <> 'canary' group by 1
      union all
      select name || ' ' || step_seconds || ' ' || extract(epoch from starts_at)::bigint,
             sum(count)::bigint, sum(total)::bigint
        from history_bucket join history_subject on id = subject_id group by 1
      union all
      select subject.name || ' latest ' || field.name,
             (extract(epoch from measured_at) * 1000)::bigint, sequence
        from history_latest
        join history_subject subject on subject.id = subject_id
        join history_field field on field.id = field_id
        where measurement <> 'canary'
      union all
      select counter || ' in-out ' || extract(epoch from start)::bigint, in_count, out_count
        from footfall_hour
      union all
      select counter || ' counted ' || extract(epoch from start)::bigint, measured_millis,
             (extract(epoch from last_measured_at) * 1000)::bigint
        from footfall_hour
      union all
      select enclosure || ' alert ' || quantity || ' '
               || (extract(epoch from since) * 1000)::bigint,
             (extract(epoch from raised_at) * 1000)::bigint,
             coalesce((extract(epoch from cleared_at) * 1000)::bigint, 0)
        from alert where kind = 'limit' and quantity = 'light'
      union all
      select bike || ' motion ' || motion, (extract(epoch from since) * 1000)::bigint,
             (extract(epoch from judged_at) * 1000)::bigint
        from bike_motion
      union all
      select bike || ' last fix', (extract(epoch from measured_at) * 1000)::bigint, sequence
        from bike_last_fix
      """;

  private final Path data;
  private final Optional<String> brokers;
  private final Map<String, BitSet> found = new HashMap<>();
  private final Map<TopicPartition, Long> next = new HashMap<>();
  private final Expected expected = new Expected();
  private final List<LogRecord<Arrival>> ofRules = new ArrayList<>();
  private long twice;

  /** Of a hub that has everything embedded. */
  Stored(Path data) {
    this(data, Optional.empty());
  }

  /** Of a hub with other brokers, of one partition a topic. */
  Stored(Path data, String brokers) {
    this(data, Optional.of(brokers));
  }

  private Stored(Path data, Optional<String> brokers) {
    this.data = data;
    this.brokers = brokers;
  }

  /** Reads on in the raw topics, to their present ends. */
  void readOn() throws IOException {
    try (KafkaConsumer<String, byte[]> consumer = consumer()) {
      for (Topic<Arrival> topic : List.of(Topics.READINGS, Topics.FOOTFALL, Topics.POSITIONS)) {
        TopicPartition partition = new TopicPartition(topic.name(), 0);
        consumer.assign(List.of(partition));
        consumer.seekToEnd(List.of(partition));
        long end = consumer.position(partition);
        consumer.seek(partition, next.getOrDefault(partition, 0L));
        while (consumer.position(partition) < end) {
          consumer.poll(Duration.ofSeconds(1)).forEach(it -> take(topic, it));
        }
        next.put(partition, consumer.position(partition));
      }
    }
  }

  /** How many records are beside the path: refused, or put aside because nobody could read them. */
  long putAside() throws IOException {
    List<TopicPartition> aside =
        List.of(
            new TopicPartition(Topics.REFUSALS.name(), 0),
            new TopicPartition(Topics.DEAD_LETTERS.name(), 0));
    try (KafkaConsumer<String, byte[]> consumer = consumer()) {
      return consumer.endOffsets(aside).values().stream().mapToLong(it -> it).sum();
    }
  }

  /** Sequence numbers of acknowledged messages that the raw topics do not hold. */
  List<String> missing(List<Fleet.Ledger> ledgers) {
    List<String> missing = new ArrayList<>();
    for (Fleet.Ledger each : ledgers) {
      BitSet lost = (BitSet) each.acknowledged().clone();
      lost.andNot(found.getOrDefault(each.station(), new BitSet()));
      if (!lost.isEmpty()) {
        missing.add(each.station() + " " + lost);
      }
    }
    return missing;
  }

  /** How many messages the raw topics hold that they hold already. */
  long twice() {
    return twice;
  }

  /** What the raw topics add up to, each message once. */
  Map<String, Sum> expected() {
    return expected.sums();
  }

  /** The same of the database. */
  Map<String, Sum> kept() throws SQLException, IOException {
    return sums(KEPT);
  }

  /** Those of another two that are not the same, each as "name: this, not that". */
  static List<String> differences(Map<String, Sum> kept, Map<String, Sum> expected) {
    Set<String> names = new TreeSet<>(kept.keySet());
    names.addAll(expected.keySet());
    return names.stream()
        .filter(it -> !Objects.equals(kept.get(it), expected.get(it)))
        .map(it -> it + ": " + kept.get(it) + ", not " + expected.get(it))
        .toList();
  }

  /** Numbers of all orders. */
  Set<Long> orders() throws SQLException, IOException {
    return numbers("select number::text, number, 0 from customer_order");
  }

  /** Numbers of the notices that somebody took to their reader. */
  Set<Long> sentNotices() throws SQLException, IOException {
    return numbers("select id::text, id, 0 from notice where state = 'sent'");
  }

  private Set<Long> numbers(String sql) throws SQLException, IOException {
    Set<Long> numbers = new TreeSet<>();
    sums(sql).values().forEach(it -> numbers.add(it.first()));
    return numbers;
  }

  private void take(Topic<Arrival> topic, ConsumerRecord<String, byte[]> record) {
    Arrival arrival = topic.codec().decode(record.value());
    if (Arrival.isOfCanary(arrival.place())) {
      return;
    }
    String station = arrival.message().station().value();
    BitSet seen = found.computeIfAbsent(station, it -> new BitSet());
    int number = (int) arrival.message().stamp().sequence();
    if (seen.get(number)) {
      twice++;
      return;
    }
    seen.set(number);
    LogRecord<Arrival> first =
        new LogRecord<>(
            topic,
            record.key(),
            arrival,
            Instant.ofEpochMilli(record.timestamp()),
            record.partition(),
            record.offset());
    expected.take(first);
    if (arrival.place().startsWith(RuleTown.PREFIX)) {
      ofRules.add(first);
    }
  }

  /** What stations of a {@link RuleTown} said, each once, in the log's order. */
  List<LogRecord<Arrival>> ofRules() {
    return List.copyOf(ofRules);
  }

  /** What rules announced and the log is sure of, in order. */
  List<AlertSignal> signals() throws IOException {
    List<AlertSignal> signals = new ArrayList<>();
    TopicPartition partition = new TopicPartition(AlertSignal.TOPIC.name(), 0);
    try (KafkaConsumer<String, byte[]> consumer = consumer()) {
      consumer.assign(List.of(partition));
      consumer.seekToEnd(List.of(partition));
      long end = consumer.position(partition);
      consumer.seekToBeginning(List.of(partition));
      while (consumer.position(partition) < end) {
        consumer
            .poll(Duration.ofSeconds(1))
            .forEach(it -> signals.add(AlertSignal.TOPIC.codec().decode(it.value())));
      }
    }
    return signals;
  }

  /** Figures of the database, by name. */
  Map<String, Sum> sums(String sql) throws SQLException, IOException {
    List<String> postmaster = Files.readAllLines(data.resolve("postgres/cluster/postmaster.pid"));
    String url = "jdbc:postgresql://127.0.0.1:" + postmaster.get(3).strip() + "/anima";
    String password = Files.readString(data.resolve("postgres/password")).strip();
    Map<String, Sum> sums = new TreeMap<>();
    try (Connection connection = DriverManager.getConnection(url, "anima", password);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        sums.put(rows.getString(1), new Sum(rows.getLong(2), rows.getLong(3)));
      }
    }
    return sums;
  }

  private KafkaConsumer<String, byte[]> consumer() throws IOException {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            brokers.isPresent() ? brokers.get() : embedded(),
            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
            4 << 20,
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            5_000,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed"),
        new StringDeserializer(),
        new ByteArrayDeserializer());
  }

  /** Where it listens since its latest start. */
  private String embedded() throws IOException {
    return "127.0.0.1:" + Files.readString(data.resolve("kafka/port")).strip();
  }

  /** How many and how much, in and out, from when and until when. */
  record Sum(long first, long second) {
    Sum plus(Sum other) {
      return new Sum(first + other.first, second + other.second);
    }
  }
}
