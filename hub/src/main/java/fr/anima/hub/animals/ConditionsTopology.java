package fr.anima.hub.animals;

import fr.anima.hub.animals.alerts.AlertSignal;
import fr.anima.hub.animals.alerts.Enclosure;
import fr.anima.hub.animals.care.Alert;
import fr.anima.hub.animals.care.Cleaning;
import fr.anima.hub.animals.rules.Beat;
import fr.anima.hub.animals.rules.Heard;
import fr.anima.hub.animals.rules.Rules;
import fr.anima.hub.animals.rules.Ruling;
import fr.anima.hub.animals.rules.Tick;
import fr.anima.hub.eventlog.Arrival;
import fr.anima.hub.eventlog.FirstTimeOnly;
import fr.anima.hub.eventlog.Json;
import fr.anima.hub.eventlog.Topic;
import fr.anima.hub.eventlog.TopicSerde;
import fr.anima.hub.eventlog.Topics;
import fr.anima.hub.eventlog.Topology;
import fr.anima.wire.Heartbeat;
import fr.anima.wire.Measurement;
import fr.anima.wire.Readings;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Readings, heartbeats, enclosures and time become alert signals. The log keeps readings and
 * enclosures by place, so that all stations of an enclosure are judged together; heartbeats are
 * brought there. Each message counts once; {@link Rules} watch who speaks and whom to believe, then
 * {@link LimitsTopology} judges what is believed.
 */
public final class ConditionsTopology implements Topology {
  static final String ENCLOSURES = "enclosures";
  private static final String MEMORIES = "rule-memories";

  /** Where the latest tick is kept; no enclosure can be called that. */
  private static final String TICK = "/tick";

  private static final Duration LOOK_EVERY = Duration.ofSeconds(10);

  private final ZoneId zone;

  /**
   * For one farm.
   *
   * @param zone by whose hours some limits hold
   */
  public ConditionsTopology(ZoneId zone) {
    this.zone = zone;
  }

  @Override
  public String name() {
    return "conditions";
  }

  /** Also the topics that this room fills through the outbox, so that they exist from the start. */
  @Override
  public List<Topic<?>> writes() {
    return List.of(AlertSignal.TOPIC, Enclosure.TOPIC, Alert.TOPIC, Cleaning.TOPIC);
  }

  /** An enclosure's stations, their signs of life and what is expected of them meet in one task. */
  @Override
  public List<Topic<?>> together() {
    return List.of(Topics.READINGS, Topics.HEARTBEATS, Enclosure.TOPIC);
  }

  @Override
  public void build(StreamsBuilder builder) {
    builder.addStateStore(
        Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(ENCLOSURES),
            Serdes.String(),
            TopicSerde.of(Enclosure.TOPIC.codec())));
    builder.stream(Enclosure.TOPIC.name(), TopicSerde.consumed(Enclosure.TOPIC, "read-enclosures"))
        .process(Describing::new, Named.as("keep-enclosures"), ENCLOSURES);
    KStream<String, Watched> watched =
        builder.stream(
                Topics.READINGS.name(), TopicSerde.consumed(Topics.READINGS, "read-readings"))
            .processValues(new FirstTimeOnly("readings-seen"), Named.as("drop-duplicates"))
            .merge(heartbeats(builder), Named.as("with-heartbeats"))
            .process(new Watching(), Named.as("watch-enclosures"), ENCLOSURES);
    watched
        .flatMapValues(Watched::signals, Named.as("watched-signals"))
        .merge(
            watched
                .flatMapValues(it -> it.believed().stream().toList(), Named.as("believed-readings"))
                .process(new LimitsTopology(zone), Named.as("judge-conditions"), ENCLOSURES),
            Named.as("all-signals"))
        .to(AlertSignal.TOPIC.name(), TopicSerde.produced(AlertSignal.TOPIC, "write-signals"));
  }

  /** From now on only: what a heartbeat of the past says is not news. */
  private static KStream<String, Arrival> heartbeats(StreamsBuilder builder) {
    return builder.stream(
            Topics.HEARTBEATS.name(),
            TopicSerde.consumed(Topics.HEARTBEATS, "read-heartbeats")
                .withOffsetResetPolicy(AutoOffsetReset.latest()))
        .selectKey((station, arrival) -> arrival.place(), Named.as("key-by-enclosure"))
        .repartition(
            Repartitioned.<String, Arrival>as("heartbeats-by-enclosure")
                .withKeySerde(Serdes.String())
                .withValueSerde(TopicSerde.of(Topics.HEARTBEATS.codec())));
  }

  /** What came of an event: announcements, and the message without what is not believed. */
  private record Watched(List<AlertSignal> signals, Optional<Arrival> believed) {}

  private static final class Describing implements Processor<String, Enclosure, Void, Void> {
    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
    private KeyValueStore<String, Enclosure> enclosures;

    @Override
    public void init(ProcessorContext<Void, Void> started) {
      enclosures = started.getStateStore(ENCLOSURES);
    }

    @Override
    public void process(Record<String, Enclosure> record) {
      enclosures.put(record.key(), record.value());
    }
  }

  private static final class Watching
      implements ProcessorSupplier<String, Arrival, String, Watched> {
    @Override
    public Set<StoreBuilder<?>> stores() {
      return Set.of(
          Stores.keyValueStoreBuilder(
                  Stores.inMemoryKeyValueStore(MEMORIES), Serdes.String(), Serdes.ByteArray())
              .withCachingEnabled());
    }

    @Override
    public Processor<String, Arrival, String, Watched> get() {
      return new Step();
    }
  }

  private static final class Step implements Processor<String, Arrival, String, Watched> {
    @SuppressWarnings("NullAway.Init")
    private ProcessorContext<String, Watched> context;

    @SuppressWarnings("NullAway.Init")
    private KeyValueStore<String, Enclosure> enclosures;

    @SuppressWarnings("NullAway.Init")
    private KeyValueStore<String, byte[]> memories;

    @SuppressWarnings("NullAway.Init")
    private Rules rules;

    /** Hub time of the latest record since the last look. */
    private Optional<Instant> readUpTo = Optional.empty();

    @Override
    public void init(ProcessorContext<String, Watched> started) {
      context = started;
      enclosures = started.getStateStore(ENCLOSURES);
      memories = started.getStateStore(MEMORIES);
      rules = new Rules(key -> Optional.ofNullable(memories.get(key)), memories::put);
      started.schedule(LOOK_EVERY, PunctuationType.WALL_CLOCK_TIME, this::look);
    }

    @Override
    public void process(Record<String, Arrival> record) {
      Instant arrivedAt = Instant.ofEpochMilli(record.timestamp());
      readUpTo = Optional.of(arrivedAt);
      Arrival arrival = record.value();
      Optional<Enclosure> enclosure = Optional.ofNullable(enclosures.get(arrival.place()));
      if (enclosure.isEmpty()) {
        return;
      }
      if (arrival.message() instanceof Readings readings) {
        Ruling ruling = rules.heard(enclosure.get(), Heard.of(readings, arrivedAt));
        Watched watched = new Watched(ruling.signals(), believed(arrival, readings, ruling));
        context.forward(record.withValue(watched));
      } else if (arrival.message() instanceof Heartbeat heartbeat) {
        Ruling ruling = rules.beaten(enclosure.get(), Beat.of(heartbeat, arrivedAt));
        context.forward(record.withValue(new Watched(ruling.signals(), Optional.empty())));
      }
    }

    private static Optional<Arrival> believed(Arrival arrival, Readings said, Ruling ruling) {
      if (ruling.doubted().isEmpty()) {
        return Optional.of(arrival);
      }
      List<Measurement> left =
          said.values().stream().filter(it -> !ruling.doubted().contains(it.quantity())).toList();
      return left.isEmpty()
          ? Optional.empty()
          : Optional.of(new Arrival(arrival.place(), new Readings(said.stamp(), left)));
    }

    private void look(long wallClock) {
      Instant now = Instant.ofEpochMilli(wallClock);
      List<Enclosure> described = new ArrayList<>();
      try (KeyValueIterator<String, Enclosure> all = enclosures.all()) {
        all.forEachRemaining(it -> described.add(it.value));
      }
      if (!described.isEmpty()) {
        Tick tick = tick(judgedUpTo(now));
        for (Enclosure each : described) {
          List<AlertSignal> signals = rules.passed(each, tick).signals();
          context.forward(
              new Record<>(each.id(), new Watched(signals, Optional.empty()), wallClock));
        }
      }
      readUpTo = Optional.empty();
    }

    /** While the log is still being caught up with, what came in meanwhile is not yet known. */
    private Instant judgedUpTo(Instant now) {
      return readUpTo.filter(it -> it.plus(LOOK_EVERY.multipliedBy(2)).isBefore(now)).orElse(now);
    }

    private Tick tick(Instant now) {
      Tick tick =
          Optional.ofNullable(memories.get(TICK))
              .map(bytes -> Json.read(bytes, Tick.class).next(now))
              .orElseGet(() -> Tick.first(now));
      memories.put(TICK, Json.bytes(tick));
      return tick;
    }
  }
}
