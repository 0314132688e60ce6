package fr.anima.hub.eventlog;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * A room's aggregate made again from the raw topic, beside the one that runs, and compared with it.
 * It reads only: no group, no topic of its own, its store is memory that is gone afterwards.
 *
 * <p>Stations go on meanwhile, so it reads on and compares again; what still differs when nothing
 * about it has moved for some looks does differ. For one thread.
 */
public final class Recomputation<V> implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
  private static final int LOOKS_UNMOVED = 6;
  private static final int MOST_LOOKS = 60;
  private static final String NOTHING = "nothing";

  private final Aggregate<V> aggregate;
  private final Function<LogRecord<Arrival>, Stream<V>> computation;
  private final KafkaConsumer<String, byte[]> raw;
  private final KafkaConsumer<String, byte[]> results;
  private final Map<String, SeenSequences> seen = new HashMap<>();
  private final Map<String, V> recomputed = new HashMap<>();
  private final Map<String, V> running = new HashMap<>();
  private final Set<Integer> begun = new HashSet<>();
  private Instant oldest = Instant.MIN;
  private long messages;

  private Recomputation(String brokers, Aggregate<V> aggregate) {
    this.aggregate = aggregate;
    this.computation = aggregate.anew();
    this.raw = reader(brokers, aggregate.from());
    this.results = reader(brokers, aggregate.to());
  }

  /** A key of which the running aggregate says something else than the raw topic. */
  public record Difference(String key, String running, String recomputed) {}

  /**
   * What came of it.
   *
   * @param messages how many the log has, those that came twice included
   * @param compared keys
   * @param tooOld keys that began before the oldest message the log still has, not compared
   * @param settled false when it still moved at the last look: the streams are behind
   */
  public record Result(
      long messages, int compared, int tooOld, boolean settled, List<Difference> differences) {}

  /** Does it all. Blocks for as long as reading the topic takes, and some seconds. */
  public static <V> Result of(String brokers, Aggregate<V> aggregate) {
    try (Recomputation<V> recomputation = new Recomputation<>(brokers, aggregate)) {
      return recomputation.compareUntilSettled();
    }
  }

  @Override
  public void close() {
    raw.close();
    results.close();
  }

  private Result compareUntilSettled() {
    List<Difference> before = List.of();
    int unmoved = 0;
    for (int look = 0; look < MOST_LOOKS; look++) {
      readToEnd(raw, this::compute);
      readToEnd(results, this::take);
      List<Difference> now = differences();
      unmoved = now.equals(before) ? unmoved + 1 : 0;
      if (now.isEmpty() || unmoved >= LOOKS_UNMOVED) {
        return result(true, now);
      }
      before = now;
      new Backoff(BETWEEN_LOOKS, BETWEEN_LOOKS).pause();
    }
    return result(false, before);
  }

  private void compute(ConsumerRecord<String, byte[]> record) {
    messages++;
    if (begun.add(record.partition()) && record.offset() > 0) {
      // Something came before it and is over its time: what it was added to cannot be made again.
      Instant first = Instant.ofEpochMilli(record.timestamp());
      oldest = first.isAfter(oldest) ? first : oldest;
    }
    Optional<LogRecord<Arrival>> read = readable(aggregate.from(), record);
    if (read.isEmpty() || !isFirst(read.get().value())) {
      return;
    }
    computation.apply(read.get()).forEach(it -> recomputed.put(aggregate.key(it), it));
  }

  private void take(ConsumerRecord<String, byte[]> record) {
    readable(aggregate.to(), record).ifPresent(it -> running.put(it.key(), it.value()));
  }

  /** What nobody can read the streams put aside too: it is in neither. */
  private static <T> Optional<LogRecord<T>> readable(
      Topic<T> topic, ConsumerRecord<String, byte[]> record) {
    try {
      return Optional.of(RecordReader.read(topic, record));
    } catch (IllegalArgumentException putAside) {
      return Optional.empty();
    }
  }

  private boolean isFirst(Arrival arrival) {
    String key = SeenSequences.key(arrival.message().stamp());
    long sequence = arrival.message().stamp().sequence();
    SeenSequences before = seen.getOrDefault(key, SeenSequences.NONE);
    seen.put(key, before.with(sequence));
    return !before.contains(sequence);
  }

  private List<Difference> differences() {
    return keys().stream()
        .filter(it -> !isTooOld(it))
        .map(it -> new Difference(it, told(running, it), told(recomputed, it)))
        .filter(it -> !it.running().equals(it.recomputed()))
        .toList();
  }

  private String told(Map<String, V> values, String key) {
    return Optional.ofNullable(values.get(key)).map(aggregate::told).orElse(NOTHING);
  }

  private boolean isTooOld(String key) {
    return Stream.of(running, recomputed)
        .flatMap(it -> Optional.ofNullable(it.get(key)).stream())
        .anyMatch(it -> aggregate.since(it).isBefore(oldest));
  }

  private Set<String> keys() {
    Set<String> keys = new TreeSet<>(running.keySet());
    keys.addAll(recomputed.keySet());
    return keys;
  }

  private Result result(boolean settled, List<Difference> differences) {
    Set<String> keys = keys();
    int tooOld = (int) keys.stream().filter(this::isTooOld).count();
    return new Result(messages, keys.size() - tooOld, tooOld, settled, differences);
  }

  /** Up to where the log ended when it was asked. */
  private void readToEnd(
      KafkaConsumer<String, byte[]> reader, Consumer<ConsumerRecord<String, byte[]>> each) {
    Map<TopicPartition, Long> ends = reader.endOffsets(reader.assignment());
    while (ends.entrySet().stream().anyMatch(it -> reader.position(it.getKey()) < it.getValue())) {
      for (ConsumerRecord<String, byte[]> record : reader.poll(POLL)) {
        each.accept(record);
      }
    }
  }

  /** From the beginning of every partition. */
  private KafkaConsumer<String, byte[]> reader(String brokers, Topic<?> topic) {
    KafkaConsumer<String, byte[]> reader =
        RecordReader.connect(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                brokers,
                ConsumerConfig.CLIENT_ID_CONFIG,
                "anima-recompute-" + UUID.randomUUID(),
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest"));
    List<TopicPartition> partitions =
        reader.partitionsFor(topic.name()).stream()
            .map(it -> new TopicPartition(it.topic(), it.partition()))
            .toList();
    reader.assign(partitions);
    reader.seekToBeginning(partitions);
    return reader;
  }
}
