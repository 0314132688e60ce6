package fr.anima.hub.bikes;

import fr.anima.hub.bikes.MotionDetector.Detected;
import fr.anima.hub.bikes.MotionDetector.State;
import fr.anima.hub.eventlog.Aggregate;
import fr.anima.hub.eventlog.Arrival;
import fr.anima.hub.eventlog.FirstTimeOnly;
import fr.anima.hub.eventlog.Topic;
import fr.anima.hub.eventlog.TopicSerde;
import fr.anima.hub.eventlog.Topics;
import fr.anima.hub.eventlog.Topology;
import fr.anima.wire.Position;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Fixes become motions: each message once, gathered by bike so that a replaced station goes on
 * where the old one stopped, then judged by {@link MotionDetector}.
 */
public final class MotionTopology implements Topology {
  private static final String MOTIONS = "motions";

  @Override
  public String name() {
    return "motion";
  }

  @Override
  public List<Topic<?>> writes() {
    return List.of(Motion.TOPIC);
  }

  @Override
  public Optional<Aggregate<?>> aggregate() {
    return Optional.of(new MotionsAgain());
  }

  @Override
  public void build(StreamsBuilder builder) {
    builder.stream(Topics.POSITIONS.name(), TopicSerde.consumed(Topics.POSITIONS, "read-fixes"))
        .processValues(new FirstTimeOnly("fixes-seen"), Named.as("drop-duplicates"))
        .selectKey((station, arrival) -> arrival.place(), Named.as("key-by-bike"))
        .repartition(
            Repartitioned.<String, Arrival>as("fixes-by-bike")
                .withKeySerde(Serdes.String())
                .withValueSerde(TopicSerde.of(Topics.POSITIONS.codec())))
        .process(new Detecting(), Named.as("detect-motion"))
        .to(Motion.TOPIC.name(), TopicSerde.produced(Motion.TOPIC, "write-motions"));
  }

  private static final class Detecting
      implements ProcessorSupplier<String, Arrival, String, Motion> {
    @Override
    public Set<StoreBuilder<?>> stores() {
      return Set.of(
          Stores.keyValueStoreBuilder(
              Stores.inMemoryKeyValueStore(MOTIONS),
              Serdes.String(),
              TopicSerde.json(State.class)));
    }

    @Override
    public Processor<String, Arrival, String, Motion> get() {
      return new Step();
    }
  }

  private static final class Step implements Processor<String, Arrival, String, Motion> {
    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
    private ProcessorContext<String, Motion> context;

    @SuppressWarnings("NullAway.Init")
    private KeyValueStore<String, State> states;

    @Override
    public void init(ProcessorContext<String, Motion> started) {
      context = started;
      states = started.getStateStore(MOTIONS);
    }

    @Override
    public void process(Record<String, Arrival> record) {
      if (record.value().message() instanceof Position position) {
        Fix fix = Fix.of(position, Instant.ofEpochMilli(record.timestamp()));
        Detected detected =
            Optional.ofNullable(states.get(record.key()))
                .map(it -> MotionDetector.detect(it, fix))
                .orElseGet(() -> MotionDetector.first(fix));
        states.put(record.key(), detected.state());
        detected
            .turn()
            .map(it -> new Motion(record.key(), it.motion(), it.since(), fix.measuredAt()))
            .ifPresent(it -> context.forward(record.withValue(it)));
      }
    }
  }
}
