package fr.anima.hub.live;

import fr.anima.hub.people.Viewer;
import fr.anima.hub.web.EventSink;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One browser's stream: how things are, then what changes, and how things are again whenever the
 * browser was too slow to be told every change. Lives on the feed's thread.
 */
final class Subscription {
  static final long MOST_WAITING_BYTES = 1024 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);
  private static final Duration BEAT = Duration.ofSeconds(10);
  private static final Duration CHECK = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int FRAMES_AT_ONCE = 32 * 1024;

  private final LiveFeed feed;
  private final List<Channel> channels;
  private final EventSink sink;
  private final Session session;
  private final Backlog backlog = new Backlog(MOST_WAITING_BYTES);
  private boolean live;
  private boolean overflowed;
  private boolean closed;
  private Instant nextBeat;
  private Instant nextCheck;
  private Instant lastRoom;

  Subscription(LiveFeed feed, List<Channel> channels, EventSink sink, Session session) {
    this.feed = feed;
    this.channels = channels;
    this.sink = sink;
    this.session = session;
    Instant now = feed.now();
    nextBeat = now.plus(BEAT);
    nextCheck = now.plus(CHECK);
    lastRoom = now;
  }

  /** Begins: with what was missed when that is still known, otherwise with how things are. */
  void start(Optional<List<Change>> missed) {
    sink.write("retry: 1000\n\n");
    sink.onRoom(feed.onItsThread(this::flush));
    sink.onClose(feed.onItsThread(this::close));
    if (missed.isPresent()) {
      live = true;
      missed.get().forEach(this::offer);
      flush();
    } else {
      snapshot();
    }
  }

  /** Takes a change of any channel. */
  void offer(Change change) {
    boolean wanted = channels.stream().anyMatch(it -> it.name().equals(change.channel()));
    if (closed || !wanted) {
      return;
    }
    if (!backlog.add(change)) {
      overflowed = true;
    }
    flush();
  }

  /** Beats, checks the session, and gives up on a browser that reads nothing any more. */
  void tick(Instant now) {
    if (closed) {
      return;
    }
    if (!sink.full()) {
      lastRoom = now;
      flush();
      if (!now.isBefore(nextBeat)) {
        nextBeat = now.plus(BEAT);
        sink.write(frame(new JsonObject().put("kind", "beat").put("hubTime", now.toString())));
      }
    } else if (now.isAfter(lastRoom.plus(PATIENCE))) {
      close();
    }
    if (!now.isBefore(nextCheck)) {
      nextCheck = now.plus(CHECK);
      session.check().onComplete(feed.onItsThreadWith(this::checked));
    }
  }

  void close() {
    if (!closed) {
      closed = true;
      backlog.clear();
      feed.left(this);
      sink.close();
    }
  }

  private void checked(io.vertx.core.AsyncResult<Boolean> good) {
    boolean unknown = good.failed();
    if (!unknown && !good.result()) {
      close();
    }
  }

  private void flush() {
    if (closed || !live) {
      return;
    }
    if (overflowed && !sink.full()) {
      LOG.info("stream restarted, the browser was slow viewer={}", session.viewer().role().word());
      snapshot();
      return;
    }
    while (!sink.full()) {
      StringBuilder frames = new StringBuilder();
      Optional<Change> next = backlog.next();
      while (next.isPresent()) {
        if (next.get().audience().test(session.viewer())) {
          frames.append(next.get().frame());
        }
        next = frames.length() < FRAMES_AT_ONCE ? backlog.next() : Optional.empty();
      }
      if (frames.isEmpty()) {
        return;
      }
      sink.write(frames.toString());
    }
  }

  /**
   * Changes are collected first, from a little before now on, because what a snapshot is read from
   * may be a little behind the log. What is told twice does no harm, what is never told does.
   */
  private void snapshot() {
    live = false;
    overflowed = false;
    backlog.clear();
    long from = feed.overlapStart();
    feed.after(from).forEach(backlog::add);
    List<Future<List<JsonObject>>> all =
        channels.stream().map(it -> it.snapshot(session.viewer())).toList();
    Future.all(all)
        .onSuccess(done -> feed.onItsThread(() -> began(all, from)).run())
        .onFailure(why -> feed.onItsThread(() -> failed(why)).run());
  }

  private void began(List<Future<List<JsonObject>>> all, long from) {
    if (closed) {
      return;
    }
    StringBuilder frames = new StringBuilder();
    for (int i = 0; i < all.size(); i++) {
      // Only after the last snapshot may a browser resume: before it, it would miss the others.
      if (i == all.size() - 1) {
        frames.append("id: ").append(feed.id(from)).append('\n');
      }
      frames.append(frame(feed.snapshot(channels.get(i), all.get(i).result())));
    }
    sink.write(frames.toString());
    live = true;
    flush();
  }

  private void failed(Throwable why) {
    LOG.warn("snapshot failed, stream closed; the browser will come back", why);
    close();
  }

  private static String frame(JsonObject message) {
    return "data: " + message.encode() + "\n\n";
  }

  /** Who reads the stream, now and for as long as the session holds. */
  interface Session {
    /** The reader as last checked. */
    Viewer viewer();

    /** Whether the session is still good for the same rights. */
    Future<Boolean> check();
  }

  /** One that ends with the hub. */
  record Unchecked(Viewer viewer) implements Session {
    @Override
    public Future<Boolean> check() {
      return Future.succeededFuture(true);
    }
  }
}
