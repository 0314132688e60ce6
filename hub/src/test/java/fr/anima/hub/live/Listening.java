package fr.anima.hub.live;

import static org.awaitility.Awaitility.await;

import fr.anima.hub.eventlog.LogRecord;
import fr.anima.hub.eventlog.Topic;
import fr.anima.hub.people.Role;
import fr.anima.hub.people.Viewer;
import fr.anima.hub.web.Access;
import fr.anima.hub.web.EventSink;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A feed of one channel of goats, a log that is fed by hand, and browsers that can be slow. */
final class Listening implements InstantSource, AutoCloseable {
  static final Topic<String> GOATS =
      new Topic<>(
          "anima.goats.v1", Topic.json("x", String.class, Topic.Keep.RAW).codec(), Topic.Keep.RAW);

  final Vertx vertx = Vertx.vertx();
  final Goats goats = new Goats();
  final LiveFeed feed = new LiveFeed(vertx, List.of(goats), this);
  private volatile Instant now = Instant.parse("2027-03-01T08:00:00Z");
  private long offset;

  @Override
  public Instant instant() {
    return now;
  }

  void later(Duration by) {
    now = now.plus(by);
    feed.tick();
  }

  void say(String goat) {
    feed.take(new LogRecord<>(GOATS, goat, goat, now, 0, offset++));
  }

  Browser open(String lastEventId) {
    return open(viewer(Role.KEEPER, Optional.empty()), lastEventId);
  }

  Browser open(Viewer viewer, String lastEventId) {
    Browser browser = new Browser(viewer);
    feed.open(List.of(goats), browser, browser, lastEventId);
    return browser;
  }

  static Viewer viewer(Role role, Optional<String> scope) {
    return new Viewer(
        UUID.nameUUIDFromBytes(role.word().getBytes(StandardCharsets.UTF_8)),
        "Kim",
        role,
        scope,
        Instant.MAX);
  }

  @Override
  public void close() throws Exception {
    vertx.close().await();
  }

  /**
   * What is said before a colon is who may hear it; what follows an at sign may be thinned; the
   * unspeakable has no words.
   */
  static final class Goats implements Channel {
    final List<String> known = new CopyOnWriteArrayList<>();
    final List<String> put = new CopyOnWriteArrayList<>();
    volatile Supplier<Future<Void>> slowly = Future::succeededFuture;

    @Override
    public String name() {
      return "goats";
    }

    @Override
    public Access access() {
      return Role.only(Role.KEEPER, Role.MERCHANT);
    }

    @Override
    public Future<List<JsonObject>> snapshot(Viewer viewer) {
      return slowly
          .get()
          .map(done -> known.stream().map(it -> new JsonObject().put("goat", it)).toList());
    }

    @Override
    public List<Watch<?>> watches() {
      return List.of(new Watch<>(GOATS, record -> List.of(message(record.value()))));
    }

    private JsonObject words(String said) {
      if (said.contains("unspeakable")) {
        throw new IllegalStateException(said);
      }
      put.add(said);
      return new JsonObject().put("kind", "goat").put("goat", said);
    }

    private LiveMessage message(String said) {
      LiveMessage message = LiveMessage.toAll(() -> words(said));
      if (said.contains(":")) {
        String scope = said.substring(0, said.indexOf(':'));
        message = message.onlyFor(viewer -> viewer.scope().filter(scope::equals).isPresent());
      }
      return said.contains("@")
          ? message.atMostOneASecondOf(
              said.substring(said.indexOf('@')),
              Instant.ofEpochSecond(Long.parseLong(said.substring(0, said.indexOf('@')))))
          : message;
    }
  }

  /** One browser, its session, and what it received. */
  static final class Browser implements EventSink, Subscription.Session {
    private final List<String> frames = new CopyOnWriteArrayList<>();
    private final Viewer viewer;
    volatile boolean full;
    volatile boolean closed;
    volatile boolean signedIn = true;
    private volatile Runnable room = () -> {};

    Browser(Viewer viewer) {
      this.viewer = viewer;
    }

    void read() {
      full = false;
      room.run();
    }

    List<JsonObject> messages() {
      List<JsonObject> messages = new ArrayList<>();
      for (String frame : String.join("", frames).split("\n\n", -1)) {
        frame
            .lines()
            .filter(it -> it.startsWith("data: "))
            .forEach(it -> messages.add(new JsonObject(it.substring(6))));
      }
      return messages;
    }

    List<String> goats() {
      return messages().stream()
          .filter(it -> it.getString("kind").equals("goat"))
          .map(it -> it.getString("goat"))
          .toList();
    }

    long snapshots() {
      return messages().stream().filter(it -> it.getString("kind").equals("snapshot")).count();
    }

    String lastId() {
      return String.join("", frames)
          .lines()
          .filter(it -> it.startsWith("id: "))
          .reduce("", (before, it) -> it.substring(4));
    }

    void until(Predicate<Browser> enough) {
      await()
          .atMost(Duration.ofSeconds(10))
          .pollInterval(Duration.ofMillis(5))
          .until(() -> enough.test(this));
    }

    @Override
    public boolean full() {
      return full;
    }

    @Override
    public void write(String text) {
      frames.add(text);
    }

    @Override
    public void onRoom(Runnable then) {
      room = then;
    }

    @Override
    public void onClose(Runnable then) {}

    @Override
    public void close() {
      closed = true;
    }

    @Override
    public Viewer viewer() {
      return viewer;
    }

    @Override
    public Future<Boolean> check() {
      return Future.succeededFuture(signedIn);
    }
  }
}
