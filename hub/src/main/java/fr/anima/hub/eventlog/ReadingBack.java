package fr.anima.hub.eventlog;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/** How far one application has read back what it knew before it was stopped or killed. */
final class ReadingBack implements StateRestoreListener {
  private final Map<String, Stretch> stores = new ConcurrentHashMap<>();

  /** What is under way, in records of the log; empty when nothing is to be read back. */
  Optional<Stretch> underWay() {
    return stores.values().stream().reduce(Stretch::plus).filter(it -> it.done() < it.all());
  }

  /** So many of so many records. */
  record Stretch(long done, long all) {
    private Stretch plus(Stretch other) {
      return new Stretch(done + other.done, all + other.all);
    }
  }

  @Override
  public void onRestoreStart(TopicPartition changelog, String store, long start, long end) {
    stores.put(name(changelog, store), new Stretch(0, end - start));
  }

  @Override
  public void onBatchRestored(TopicPartition changelog, String store, long last, long records) {
    stores.computeIfPresent(
        name(changelog, store),
        (name, it) -> new Stretch(Math.min(it.done + records, it.all), it.all));
  }

  @Override
  public void onRestoreEnd(TopicPartition changelog, String store, long records) {
    stores.remove(name(changelog, store));
  }

  /** Another hub took it over. */
  @Override
  public void onRestoreSuspended(TopicPartition changelog, String store, long records) {
    stores.remove(name(changelog, store));
  }

  private static String name(TopicPartition changelog, String store) {
    return store + " " + changelog.partition();
  }
}
