package fr.anima.hub.live;

import fr.anima.hub.eventlog.Arrival;
import fr.anima.hub.eventlog.LogRecord;
import fr.anima.hub.eventlog.Topic;
import fr.anima.hub.people.Viewer;
import fr.anima.hub.web.EventSink;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the log says, as it says it, to every browser that listens. One thread does all of it: the
 * order of changes is the same for everybody, and nothing needs a lock.
 */
public final class LiveFeed {
  private static final Logger LOG = LoggerFactory.getLogger(LiveFeed.class);
  private static final Pattern ID = Pattern.compile("([0-9a-f]{16})-([0-9]{1,18})");
  private static final Duration REMEMBERED = Duration.ofMinutes(10);
  private static final int MOST_REMEMBERED = 100_000;
  private static final long MOST_REMEMBERED_BYTES = 32L * 1024 * 1024;
  private static final Duration OVERLAP = Duration.ofSeconds(5);
  private static final int MOST_STREAMS = 2_000;

  private final Map<String, Channel> channels = new LinkedHashMap<>();
  private final Map<String, List<Watching>> watching = new HashMap<>();
  private final InstantSource clock;
  private final Context thread;
  private final String epoch = String.format("%016x", new SecureRandom().nextLong());
  private final Recent recent = new Recent(REMEMBERED, MOST_REMEMBERED, MOST_REMEMBERED_BYTES);
  private final Thinning thinning = new Thinning();
  private final Set<Subscription> subscriptions = new LinkedHashSet<>();
  private final AtomicInteger streams = new AtomicInteger();
  private long last;
  private volatile Instant beatAt;

  /** Over the rooms' channels; silent until it is fed and ticked. */
  public LiveFeed(Vertx vertx, List<? extends Channel> channels, InstantSource clock) {
    for (Channel channel : channels) {
      this.channels.put(channel.name(), channel);
      for (Channel.Watch<?> watch : channel.watches()) {
        watching
            .computeIfAbsent(watch.topic().name(), it -> new ArrayList<>())
            .add(new Watching(channel, watch));
      }
    }
    this.clock = clock;
    this.thread = vertx.getOrCreateContext();
    this.beatAt = clock.instant();
  }

  /** What has to be fed to {@link #take}. */
  public Set<Topic<?>> topics() {
    Set<Topic<?>> topics = new LinkedHashSet<>();
    channels.values().forEach(it -> it.watches().forEach(watch -> topics.add(watch.topic())));
    return topics;
  }

  /** Takes a record of the log, on any thread. */
  public void take(LogRecord<?> record) {
    Instant taken = now();
    thread.runOnContext(now -> spread(record, taken));
  }

  /** Beats, checks sessions and lets held messages go; to be called some times a second. */
  public void tick() {
    Instant instant = now();
    thread.runOnContext(
        now -> {
          beatAt = instant;
          thinning.due(instant).forEach(it -> publish(it.channel(), it.message(), instant));
          List.copyOf(subscriptions).forEach(it -> it.tick(instant));
        });
  }

  /** When it last beat; long ago when its thread hangs. */
  public Instant beatAt() {
    return beatAt;
  }

  /** How many browsers listen. */
  public int streams() {
    return streams.get();
  }

  /**
   * The hub listens to itself, as a browser would; it is not counted as one and never leaves.
   *
   * @param as whom to take it for where a change is not for everybody
   */
  public void overhear(Channel channel, EventSink sink, Viewer as) {
    onItsThread(
            () -> {
              Subscription ear =
                  new Subscription(this, List.of(channel), sink, new Subscription.Unchecked(as));
              subscriptions.add(ear);
              ear.start(Optional.empty());
            })
        .run();
  }

  Optional<Channel> channel(String name) {
    return Optional.ofNullable(channels.get(name));
  }

  boolean hasRoom() {
    return streams.get() < MOST_STREAMS;
  }

  void open(
      List<Channel> wanted, EventSink sink, Subscription.Session session, String lastEventId) {
    streams.incrementAndGet();
    onItsThread(
            () -> {
              Subscription subscription = new Subscription(this, wanted, sink, session);
              subscriptions.add(subscription);
              subscription.start(missed(lastEventId));
            })
        .run();
  }

  void left(Subscription subscription) {
    if (subscriptions.remove(subscription)) {
      streams.decrementAndGet();
    }
  }

  /** How things are in a channel, as a message of the stream. */
  JsonObject snapshot(Channel channel, List<JsonObject> things) {
    JsonArray data = new JsonArray();
    things.forEach(data::add);
    return new JsonObject()
        .put("kind", "snapshot")
        .put("topic", channel.name())
        .put("hubTime", now().toString())
        .put("data", data);
  }

  Instant now() {
    return clock.instant();
  }

  String id(long number) {
    return epoch + "-" + number;
  }

  long overlapStart() {
    return recent.lastBefore(now().minus(OVERLAP));
  }

  List<Change> after(long number) {
    return recent.after(number).orElseGet(List::of);
  }

  Runnable onItsThread(Runnable work) {
    return () -> thread.runOnContext(now -> work.run());
  }

  <T> Handler<AsyncResult<T>> onItsThreadWith(Consumer<AsyncResult<T>> work) {
    return result -> thread.runOnContext(now -> work.accept(result));
  }

  private Optional<List<Change>> missed(String lastEventId) {
    Matcher id = ID.matcher(lastEventId);
    if (!id.matches() || !id.group(1).equals(epoch)) {
      return Optional.empty();
    }
    long number = Long.parseLong(id.group(2));
    return number > last ? Optional.empty() : recent.after(number);
  }

  private void spread(LogRecord<?> record, Instant now) {
    boolean canary = Arrival.isOfCanary(record);
    for (Watching each : watching.getOrDefault(record.topic().name(), List.of())) {
      if (each.channel().isOfCanary() != canary) {
        continue;
      }
      String channel = each.channel().name();
      for (LiveMessage message : changes(each.channel(), each.watch(), record)) {
        thinning.offer(channel, message, now).ifPresent(it -> publish(channel, it, now));
      }
    }
  }

  private void publish(String channel, LiveMessage message, Instant now) {
    Change change;
    try {
      change = Change.of(epoch, last + 1, channel, message, now);
    } catch (RuntimeException why) {
      LOG.error("change not shown live channel={}", channel, why);
      return;
    }
    last++;
    recent.add(change);
    new ArrayList<>(subscriptions).forEach(it -> it.offer(change));
  }

  @SuppressWarnings("unchecked") // a topic's name decides its type
  private static <T> List<LiveMessage> changes(
      Channel channel, Channel.Watch<T> watch, LogRecord<?> record) {
    try {
      return watch.change().apply((LogRecord<T>) record);
    } catch (RuntimeException why) {
      LOG.error(
          "record not shown live channel={} topic={} partition={} offset={}",
          channel.name(),
          record.topic().name(),
          record.partition(),
          record.offset(),
          why);
      return List.of();
    }
  }

  private record Watching(Channel channel, Channel.Watch<?> watch) {}
}
