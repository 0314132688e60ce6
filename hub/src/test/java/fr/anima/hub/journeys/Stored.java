package fr.anima.hub.journeys;

import fr.anima.hub.eventlog.Arrival;
import fr.anima.hub.eventlog.Topic;
import fr.anima.hub.eventlog.Topics;
import fr.anima.wire.FootfallCount;
import fr.anima.wire.Message;
import fr.anima.wire.Readings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
 * What a running hub has on disk, read past the hub: the raw topics from their broker, history, its
 * sums and the orders from their database. Sums of the raw topics are added up here, by hand.
 */
final class Stored {
  private static final List<Integer> STEP_SECONDS = List.of(60, 900, 3_600);

  private final Path data;
  private final Optional<String> brokers;
  private final Map<String, BitSet> found = new HashMap<>();
  private final Map<String, Sum> expected = new TreeMap<>();
  private final Map<TopicPartition, Long> next = new HashMap<>();

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
      for (Topic<Arrival> topic : List.of(Topics.READINGS, Topics.FOOTFALL)) {
        TopicPartition partition = new TopicPartition(topic.name(), 0);
        consumer.assign(List.of(partition));
        consumer.seekToEnd(List.of(partition));
        long end = consumer.position(partition);
        consumer.seek(partition, next.getOrDefault(partition, 0L));
        while (consumer.position(partition) < end) {
          for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
            count(topic.codec().decode(record.value()).message());
          }
        }
        next.put(partition, consumer.position(partition));
      }
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

  /** What the raw topics add up to, each message once. */
  Map<String, Sum> expected() {
    return expected;
  }

  /** The same of history, its roll-ups, and the hours of footfall. */
  Map<String, Sum> kept() throws SQLException, IOException {
    Map<String, Sum> kept = new TreeMap<>();
    sums(
        kept,
        """
        select name || ' raw', count(*), sum(field_values[1])::bigint
        from history_sample join history_subject on id = subject_id group by 1
        union all
        select name || ' ' || step_seconds || ' ' || extract(epoch from starts_at)::bigint,
          count, total::bigint
        from history_bucket join history_subject on id = subject_id
        union all
        select counter || ' in-out ' || extract(epoch from start)::bigint, in_count, out_count
        from footfall_hour
        """);
    return kept;
  }

  /** Numbers of all orders. */
  Set<Long> orders() throws SQLException, IOException {
    Map<String, Sum> rows = new TreeMap<>();
    sums(rows, "select number::text, number, 0 from customer_order");
    Set<Long> numbers = new TreeSet<>();
    rows.values().forEach(it -> numbers.add(it.first()));
    return numbers;
  }

  private void count(Message message) {
    String station = message.stamp().station().value();
    BitSet seen = found.computeIfAbsent(station, it -> new BitSet());
    int number = (int) message.stamp().sequence();
    if (seen.get(number)) {
      return;
    }
    seen.set(number);
    if (message instanceof FootfallCount passed) {
      long hour = passed.from().getEpochSecond() / 3_600 * 3_600;
      add(station + " in-out " + hour, passed.in(), passed.out());
    } else if (message instanceof Readings readings) {
      long value = (long) readings.values().get(0).value();
      add(station + " raw", 1, value);
      for (int step : STEP_SECONDS) {
        long start = readings.stamp().measuredAt().getEpochSecond() / step * step;
        add(station + " " + step + " " + start, 1, value);
      }
    }
  }

  private void add(String name, long first, long second) {
    expected.merge(name, new Sum(first, second), Sum::plus);
  }

  private void sums(Map<String, Sum> into, String sql) throws SQLException, IOException {
    List<String> postmaster = Files.readAllLines(data.resolve("postgres/cluster/postmaster.pid"));
    String url = "jdbc:postgresql://127.0.0.1:" + postmaster.get(3).strip() + "/anima";
    String password = Files.readString(data.resolve("postgres/password")).strip();
    try (Connection connection = DriverManager.getConnection(url, "anima", password);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        into.put(rows.getString(1), new Sum(rows.getLong(2), rows.getLong(3)));
      }
    }
  }

  private KafkaConsumer<String, byte[]> consumer() throws IOException {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            brokers.isPresent() ? brokers.get() : embedded(),
            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
            4 << 20,
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            5_000),
        new StringDeserializer(),
        new ByteArrayDeserializer());
  }

  /** Where it listens since its latest start. */
  private String embedded() throws IOException {
    return "127.0.0.1:" + Files.readString(data.resolve("kafka/port")).strip();
  }

  /** How many and how much, or in and out. */
  record Sum(long first, long second) {
    Sum plus(Sum other) {
      return new Sum(first + other.first, second + other.second);
    }
  }
}
