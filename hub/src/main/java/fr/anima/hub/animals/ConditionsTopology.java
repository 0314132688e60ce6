package fr.anima.hub.animals;

import fr.anima.hub.animals.ConditionJudge.Episode;
import fr.anima.hub.animals.ConditionJudge.Judged;
import fr.anima.hub.animals.ConditionJudge.Reading;
import fr.anima.hub.animals.Limit.Side;
import fr.anima.hub.eventlog.Arrival;
import fr.anima.hub.eventlog.FirstTimeOnly;
import fr.anima.hub.eventlog.Topic;
import fr.anima.hub.eventlog.TopicSerde;
import fr.anima.hub.eventlog.Topics;
import fr.anima.hub.eventlog.Topology;
import fr.anima.wire.Measurement;
import fr.anima.wire.Readings;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.ValueAndTimestamp;

/**
 * Readings and limits become alert signals: each message once, gathered by enclosure so that two
 * stations of one enclosure are judged together, then judged by {@link ConditionJudge}. Episodes
 * are kept in a store, so that a restart in the middle of one forgets nothing.
 */
public final class ConditionsTopology implements Topology {
  private static final String ENCLOSURES = "enclosures";
  private static final String EPISODES = "episodes";

  @Override
  public String name() {
    return "conditions";
  }

  @Override
  public List<Topic<?>> writes() {
    return List.of(AlertSignal.TOPIC, Enclosure.TOPIC);
  }

  @Override
  public void build(StreamsBuilder builder) {
    builder.globalTable(
        Enclosure.TOPIC.name(),
        TopicSerde.consumed(Enclosure.TOPIC, "read-enclosures"),
        Materialized.as(Stores.inMemoryKeyValueStore(ENCLOSURES)));
    builder.stream(Topics.READINGS.name(), TopicSerde.consumed(Topics.READINGS, "read-readings"))
        .processValues(new FirstTimeOnly("readings-seen"), Named.as("drop-duplicates"))
        .selectKey((station, arrival) -> arrival.place(), Named.as("key-by-enclosure"))
        .repartition(
            Repartitioned.<String, Arrival>as("readings-by-enclosure")
                .withKeySerde(Serdes.String())
                .withValueSerde(TopicSerde.of(Topics.READINGS.codec())))
        .process(new Judging(), Named.as("judge-conditions"))
        .to(AlertSignal.TOPIC.name(), TopicSerde.produced(AlertSignal.TOPIC, "write-signals"));
  }

  private static final class Judging
      implements ProcessorSupplier<String, Arrival, String, AlertSignal> {
    @Override
    public Set<StoreBuilder<?>> stores() {
      return Set.of(
          Stores.keyValueStoreBuilder(
              Stores.inMemoryKeyValueStore(EPISODES),
              Serdes.String(),
              TopicSerde.json(Episode.class)));
    }

    @Override
    public Processor<String, Arrival, String, AlertSignal> get() {
      return new Step();
    }
  }

  private static final class Step implements Processor<String, Arrival, String, AlertSignal> {
    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
    private ProcessorContext<String, AlertSignal> context;

    @SuppressWarnings("NullAway.Init")
    private KeyValueStore<String, ValueAndTimestamp<Enclosure>> enclosures;

    @SuppressWarnings("NullAway.Init")
    private KeyValueStore<String, Episode> episodes;

    @Override
    public void init(ProcessorContext<String, AlertSignal> started) {
      context = started;
      enclosures = started.getStateStore(ENCLOSURES);
      episodes = started.getStateStore(EPISODES);
    }

    @Override
    public void process(Record<String, Arrival> record) {
      Optional<Enclosure> enclosure =
          Optional.ofNullable(enclosures.get(record.key())).map(ValueAndTimestamp::value);
      if (enclosure.isPresent() && record.value().message() instanceof Readings readings) {
        for (Measurement each : readings.values()) {
          for (Side side : Side.values()) {
            judge(record, enclosure.get(), side, each);
          }
        }
      }
    }

    private void judge(
        Record<String, Arrival> record, Enclosure enclosure, Side side, Measurement measurement) {
      String key = enclosure.id() + "/" + measurement.quantity().word() + "/" + side;
      Optional<Episode> stored = Optional.ofNullable(episodes.get(key));
      Optional<Limit> limit = enclosure.limit(measurement.quantity(), side);
      if (limit.isEmpty() && stored.isEmpty()) {
        return;
      }
      Episode before = stored.orElse(Episode.NONE);
      Reading reading = new Reading(record.value().message().measuredAt(), measurement.value());
      Judged judged =
          limit
              .map(it -> ConditionJudge.judge(enclosure, it, before, reading))
              .orElseGet(() -> ConditionJudge.withoutLimit(before, reading));
      if (!judged.episode().equals(before)) {
        episodes.put(key, judged.episode());
      }
      judged.signal().ifPresent(it -> context.forward(record.withValue(it)));
    }
  }
}
