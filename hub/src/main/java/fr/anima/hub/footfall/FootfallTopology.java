package fr.anima.hub.footfall;

import fr.anima.hub.eventlog.Aggregate;
import fr.anima.hub.eventlog.Arrival;
import fr.anima.hub.eventlog.FirstTimeOnly;
import fr.anima.hub.eventlog.Topic;
import fr.anima.hub.eventlog.TopicSerde;
import fr.anima.hub.eventlog.Topics;
import fr.anima.hub.eventlog.Topology;
import fr.anima.wire.FootfallCount;
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
 * Counts become totals per counter and hour: each message once, gathered by counter, added to the
 * hour it was measured in however late it comes. No hour is ever closed.
 */
public final class FootfallTopology implements Topology {
  private static final String HOURS = "footfall-hours";

  @Override
  public String name() {
    return "footfall";
  }

  @Override
  public List<Topic<?>> writes() {
    return List.of(HourTotal.TOPIC);
  }

  @Override
  public Optional<Aggregate<?>> aggregate() {
    return Optional.of(new HourSums());
  }

  @Override
  public void build(StreamsBuilder builder) {
    builder.stream(Topics.FOOTFALL.name(), TopicSerde.consumed(Topics.FOOTFALL, "read-counts"))
        .processValues(new FirstTimeOnly("counts-seen"), Named.as("drop-duplicates"))
        .selectKey((station, arrival) -> arrival.place(), Named.as("key-by-counter"))
        .repartition(
            Repartitioned.<String, Arrival>as("counts-by-counter")
                .withKeySerde(Serdes.String())
                .withValueSerde(TopicSerde.of(Topics.FOOTFALL.codec())))
        .process(new Summing(), Named.as("sum-hours"))
        .to(HourTotal.TOPIC.name(), TopicSerde.produced(HourTotal.TOPIC, "write-hours"));
  }

  private static final class Summing
      implements ProcessorSupplier<String, Arrival, String, HourTotal> {
    @Override
    public Set<StoreBuilder<?>> stores() {
      return Set.of(
          Stores.keyValueStoreBuilder(
              Stores.inMemoryKeyValueStore(HOURS),
              Serdes.String(),
              TopicSerde.of(HourTotal.TOPIC.codec())));
    }

    @Override
    public Processor<String, Arrival, String, HourTotal> get() {
      return new Step();
    }
  }

  private static final class Step implements Processor<String, Arrival, String, HourTotal> {
    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
    private ProcessorContext<String, HourTotal> context;

    @SuppressWarnings("NullAway.Init")
    private KeyValueStore<String, HourTotal> hours;

    @Override
    public void init(ProcessorContext<String, HourTotal> started) {
      context = started;
      hours = started.getStateStore(HOURS);
    }

    @Override
    public void process(Record<String, Arrival> record) {
      if (record.value().message() instanceof FootfallCount count) {
        // The record's time is when the log took it: kept beside, never summed by.
        Instant receivedAt = Instant.ofEpochMilli(record.timestamp());
        HourTotal first = HourTotal.of(record.value().place(), count, receivedAt);
        HourTotal total =
            Optional.ofNullable(hours.get(first.key()))
                .map(it -> it.plus(count, receivedAt))
                .orElse(first);
        hours.put(total.key(), total);
        context.forward(record.withKey(total.key()).withValue(total));
      }
    }
  }
}
