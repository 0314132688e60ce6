package fr.anima.hub.eventlog;

import fr.anima.wire.Stamp;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorSupplier;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * A step that lets every message through once and drops it when it comes again: {@code
 * stream.processValues(new FirstTimeOnly("conditions-seen"), Named.as("drop-duplicates"))}. The
 * stream must keep a station's messages in one partition, as the raw topics do.
 */
public final class FirstTimeOnly implements FixedKeyProcessorSupplier<String, Arrival, Arrival> {
  private final String store;

  /**
   * Remembers in a store of that name, which the step brings along. What a stretch became is
   * written once per commit and not once per message.
   */
  public FirstTimeOnly(String store) {
    this.store = store;
  }

  @Override
  public Set<StoreBuilder<?>> stores() {
    return Set.of(
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(store), Serdes.String(), Serdes.ByteArray())
            .withCachingEnabled());
  }

  @Override
  public FixedKeyProcessor<String, Arrival, Arrival> get() {
    return new Step();
  }

  private final class Step implements FixedKeyProcessor<String, Arrival, Arrival> {
    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
    private FixedKeyProcessorContext<String, Arrival> context;

    @SuppressWarnings("NullAway.Init")
    private KeyValueStore<String, byte[]> seen;

    @Override
    public void init(FixedKeyProcessorContext<String, Arrival> started) {
      context = started;
      seen = started.getStateStore(store);
    }

    @Override
    public void process(FixedKeyRecord<String, Arrival> record) {
      Arrival arrival = Objects.requireNonNull(record.value(), "a record without value");
      Stamp stamp = arrival.message().stamp();
      String key = SeenSequences.key(stamp);
      byte[] stored = seen.get(key);
      SeenSequences before = stored == null ? SeenSequences.NONE : SeenSequences.decode(stored);
      if (!before.contains(stamp.sequence())) {
        seen.put(key, before.with(stamp.sequence()).encode());
        context.forward(record);
      }
    }
  }
}
