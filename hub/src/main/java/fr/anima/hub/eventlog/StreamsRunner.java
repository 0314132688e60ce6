package fr.anima.hub.eventlog;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.BuiltInDslStoreSuppliers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs each topology as an application of its own, exactly once. A record that cannot be read or
 * computed with goes to the dead letters and the rest flows on.
 */
public final class StreamsRunner implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StreamsRunner.class);

  /** For stores that ask to be written once per commit; the others are written at once. */
  private static final long CACHE_BYTES = 4L << 20;

  /**
   * A transaction is committed every 200 ms; where others go on from what a dead hub left, one this
   * old has nobody left to do it.
   */
  public static final Duration SHARED_TRANSACTIONS = Duration.ofSeconds(6);

  /**
   * Changelogs are compacted piece by piece, the newest not at all: whatever is in it is read back
   * at the start, some 600,000 changes. Kafka's own pieces would hold those of several days.
   */
  private static final int PIECE_BYTES = 32 << 20;

  private static final Duration STOPPING = Duration.ofSeconds(6);

  private final Map<String, KafkaStreams> running = new LinkedHashMap<>();
  private final Map<String, Set<String>> read = new LinkedHashMap<>();
  private final Map<String, ReadingBack> readingBack = new LinkedHashMap<>();
  private final Map<String, Pulse> pulses = new ConcurrentHashMap<>();

  private StreamsRunner() {}

  /**
   * Starts them all; {@link #states()} tells when they run. The topics must exist.
   *
   * @param transactions after how long the broker ends an open transaction by itself
   */
  public static StreamsRunner start(
      String brokers, Safety safety, Duration transactions, Path state, List<Topology> topologies) {
    StreamsRunner runner = new StreamsRunner();
    for (Topology each : topologies) {
      Properties settings = settings(brokers, safety, state, each);
      settings.put(
          StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
          Math.toIntExact(transactions.toMillis()));
      KafkaStreams streams = application(each, settings);
      ReadingBack reading = new ReadingBack();
      streams.setGlobalStateRestoreListener(reading);
      runner.readingBack.put(each.name(), reading);
      runner.running.put(each.name(), streams);
      runner.read.put(each.name(), sources(each));
    }
    runner.running.values().forEach(KafkaStreams::start);
    return runner;
  }

  /** How each application is: {@code RUNNING} is well, {@code REBALANCING} is getting there. */
  public Map<String, KafkaStreams.State> states() {
    Map<String, KafkaStreams.State> states = new LinkedHashMap<>();
    running.forEach((name, streams) -> states.put(name, streams.state()));
    return states;
  }

  /**
   * What is being read back of what the applications knew before the hub was stopped or killed, in
   * an admin's words: how many of how many records each; empty when all is read.
   */
  public String readingBack() {
    return readingBack.entrySet().stream()
        .flatMap(it -> it.getValue().underWay().map(read -> words(it.getKey(), read)).stream())
        .collect(Collectors.joining(", "));
  }

  /**
   * For how long each application's threads have not turned; they turn ten times a second also when
   * there is nothing to do, so one that stands still is stuck. To be asked again and again.
   */
  public Map<String, Duration> standStill(Instant now) {
    Map<String, Duration> still = new LinkedHashMap<>();
    running.forEach(
        (name, streams) ->
            still.put(
                name,
                pulses.computeIfAbsent(name, it -> new Pulse()).standsStill(turns(streams), now)));
    return still;
  }

  /** The applications that read a topic, as the groups of readers they are known as to the log. */
  public List<String> readers(Topic<?> topic) {
    return read.entrySet().stream()
        .filter(it -> it.getValue().contains(topic.name()))
        .map(it -> group(it.getKey()))
        .toList();
  }

  /** Whether it is this hub that reads that partition, for every application that reads it. */
  public boolean holds(Topic<?> topic, int partition) {
    TopicPartition where = new TopicPartition(topic.name(), partition);
    return read.entrySet().stream()
        .filter(it -> it.getValue().contains(topic.name()))
        .allMatch(it -> held(it.getKey()).contains(where));
  }

  private Set<TopicPartition> held(String name) {
    KafkaStreams streams = running.get(name);
    return streams == null
        ? Set.of()
        : streams.metadataForLocalThreads().stream()
            .flatMap(it -> it.activeTasks().stream())
            .flatMap(it -> it.topicPartitions().stream())
            .collect(Collectors.toSet());
  }

  /** Whether all applications run. */
  public boolean isRunning() {
    return running.values().stream().allMatch(it -> it.state() == KafkaStreams.State.RUNNING);
  }

  /** How many records that application is behind, as its reader knows; 0 until it has read. */
  public long lag(String name) {
    KafkaStreams streams = running.get(name);
    return streams == null
        ? 0
        : streams.metrics().values().stream()
            .filter(it -> it.metricName().name().equals("records-lag"))
            .map(Metric::metricValue)
            .filter(Double.class::isInstance)
            .mapToLong(it -> Math.round((Double) it))
            .filter(it -> it > 0)
            .sum();
  }

  /** Stops all at once, each leaving its group so that the next start need not wait. Blocks. */
  @Override
  public void close() {
    CloseOptions leaving =
        CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
            .withTimeout(STOPPING);
    running.entrySet().parallelStream()
        .filter(it -> !it.getValue().close(leaving))
        .forEach(it -> LOG.warn("streams still busy while stopping name={}", it.getKey()));
  }

  private static String words(String name, ReadingBack.Stretch it) {
    return "%s %d of %d records".formatted(name, it.done(), it.all());
  }

  private static KafkaStreams application(Topology topology, Properties settings) {
    StreamsBuilder builder = new StreamsBuilder();
    topology.build(builder);
    KafkaStreams streams = new KafkaStreams(builder.build(settings), settings);
    streams.setUncaughtExceptionHandler(
        why -> {
          LOG.error("streams thread replaced name={} reason={}", topology.name(), why, why);
          pause();
          return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
    return streams;
  }

  private static Set<String> sources(Topology topology) {
    StreamsBuilder builder = new StreamsBuilder();
    topology.build(builder);
    return builder.build().describe().subtopologies().stream()
        .flatMap(it -> it.nodes().stream())
        .filter(TopologyDescription.Source.class::isInstance)
        .map(TopologyDescription.Source.class::cast)
        .flatMap(it -> it.topicSet() == null ? Stream.empty() : it.topicSet().stream())
        .collect(Collectors.toSet());
  }

  private static String group(String name) {
    return "anima-" + name;
  }

  private static double turns(KafkaStreams streams) {
    return streams.metrics().values().stream()
        .filter(it -> it.metricName().name().equals("poll-total"))
        .filter(it -> it.metricName().group().equals("stream-thread-metrics"))
        .mapToDouble(it -> (Double) it.metricValue())
        .sum();
  }

  /** On the thread that is dying anyway: a fault that returns at once must not spin. */
  private static void pause() {
    try {
      TimeUnit.SECONDS.sleep(1);
    } catch (InterruptedException why) {
      Thread.currentThread().interrupt();
    }
  }

  /** How a topology is run: its state in that folder, no record of its able to stop it. */
  public static Properties settings(String brokers, Safety safety, Path state, Topology topology) {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, group(topology.name()));
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, brokers);
    settings.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 200);
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
    settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHE_BYTES);
    settings.put(
        StreamsConfig.DSL_STORE_SUPPLIERS_CLASS_CONFIG,
        BuiltInDslStoreSuppliers.InMemoryDslStoreSuppliers.class);
    settings.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
        LogAndContinueExceptionHandler.class);
    settings.put(
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
        LogAndContinueProcessingExceptionHandler.class);
    settings.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, UnsentResults.class);
    settings.put(
        StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, Topics.DEAD_LETTERS.name());
    settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) safety.replication());
    settings.put(
        StreamsConfig.topicPrefix(TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG),
        Long.toString(safety.flushMessages()));
    settings.put(StreamsConfig.topicPrefix(TopicConfig.SEGMENT_BYTES_CONFIG), PIECE_BYTES);
    // Several hubs: another one holds a copy of each store and goes on from it.
    settings.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, safety.isCluster() ? 1 : 0);
    settings.put(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, 60_000L);
    settings.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 6_000);
    settings.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 1_000);
    fetches(settings);
    settings.put(StreamsConfig.producerPrefix(ProducerConfig.BUFFER_MEMORY_CONFIG), 8L << 20);
    // With several in flight the first of a transaction is overtaken, refused and sent again.
    settings.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION), 1);
    return settings;
  }

  /** Restoring has more at a time than reading: nothing else goes on meanwhile. */
  private static void fetches(Properties settings) {
    settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.FETCH_MAX_BYTES_CONFIG), 4 << 20);
    settings.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MAX_BYTES_CONFIG),
        RecordReader.FETCH_BYTES);
    // Every record of its own would be a question to the broker of its own.
    settings.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MIN_BYTES_CONFIG), 16 << 10);
    settings.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG), 100);
  }
}
