package fr.anima.hub.eventlog;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The log in memory. Values pass through their codec, so that what is read is what was written. */
public final class InMemoryEventLog implements EventLog, LogTail {
  private final InstantSource clock;
  private final List<LogRecord<?>> records = new CopyOnWriteArrayList<>();
  private final List<Follower> followers = new CopyOnWriteArrayList<>();
  private volatile Optional<Throwable> failure = Optional.empty();

  /** An empty log that stamps records by that clock. */
  public InMemoryEventLog(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public <T> Future<Void> append(Topic<T> topic, String key, T value) {
    byte[] bytes = topic.codec().encode(value);
    if (failure.isPresent()) {
      return Future.failedFuture(failure.get());
    }
    synchronized (records) {
      T kept = topic.codec().decode(bytes);
      LogRecord<T> record = new LogRecord<>(topic, key, kept, clock.instant(), 0, records.size());
      records.add(record);
      followers.stream()
          .filter(it -> it.topics().contains(topic.name()))
          .forEach(it -> it.each().accept(record));
    }
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> follow(List<Topic<?>> topics, Consumer<LogRecord<?>> each) {
    followers.add(new Follower(topics.stream().map(Topic::name).toList(), each));
    return Future.succeededFuture();
  }

  /** From now on appending fails, until {@link #recover()}. */
  public void fail(Throwable why) {
    failure = Optional.of(why);
  }

  /** Appending works again. */
  public void recover() {
    failure = Optional.empty();
  }

  /** What a topic holds, in order of append. */
  @SuppressWarnings("unchecked") // a topic's name decides its type
  public <T> List<LogRecord<T>> records(Topic<T> topic) {
    return records.stream()
        .filter(it -> it.topic().name().equals(topic.name()))
        .map(it -> (LogRecord<T>) read(topic, it))
        .toList();
  }

  /** The values of a topic, in order of append. */
  public <T> List<T> values(Topic<T> topic) {
    return records(topic).stream().map(LogRecord::value).toList();
  }

  /** All topics' records, in order of append. */
  public List<LogRecord<?>> records() {
    return List.copyOf(records);
  }

  private static <T> LogRecord<?> read(Topic<T> topic, LogRecord<?> record) {
    if (!(record.value() instanceof byte[] carried)) {
      return record;
    }
    T value = topic.codec().decode(carried);
    return new LogRecord<>(
        topic, record.key(), value, record.arrivedAt(), record.partition(), record.offset());
  }

  private record Follower(List<String> topics, Consumer<LogRecord<?>> each) {}
}
