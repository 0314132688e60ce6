package fr.anima.hub.health;

import fr.anima.hub.eventlog.Arrival;
import fr.anima.hub.eventlog.LogRecord;
import fr.anima.hub.eventlog.Topics;
import fr.anima.hub.health.Passages.Stage;
import fr.anima.hub.history.SeriesStore;
import fr.anima.hub.history.TimeRange;
import fr.anima.hub.ingest.MqttIngest;
import fr.anima.hub.live.LiveFeed;
import fr.anima.hub.people.Role;
import fr.anima.hub.people.Viewer;
import fr.anima.hub.stations.StationKey;
import fr.anima.hub.stations.StationRegistry;
import fr.anima.hub.web.EventSink;
import fr.anima.wire.ClockQuality;
import fr.anima.wire.Measurement;
import fr.anima.wire.Quantity;
import fr.anima.wire.Readings;
import fr.anima.wire.Stamp;
import fr.anima.wire.StationId;
import fr.anima.wire.StationKind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A station of the hub's own, whose readings take the whole way: in through the endpoint, the log,
 * the computations, history, the live stream. A hub that runs is not yet a hub that works.
 *
 * <p>Its name and key are drawn at each start and known to nobody else; {@link Arrival#CANARY} is
 * where it stands, which no enclosure can be.
 */
public final class Canary {
  /** How often it speaks. */
  public static final Duration EVERY = Duration.ofSeconds(10);

  private static final Quantity SAYS = Quantity.LIGHT;
  private static final Duration BUSY = Duration.ofSeconds(5);
  private static final int REMEMBERED = 60;
  private static final int ASK_SECONDS = 5;
  private static final String MUCH = "; others come through, or another hub is at it: much to do";

  private final SecureRandom random = new SecureRandom();
  private final Nest nest;
  private final StationId name;
  private final StationKey key;
  private final long boot;
  private final CanaryVoice voice;
  private final Passages passages;
  private final Map<Long, Sung> sung = new ConcurrentHashMap<>();
  private final AtomicBoolean askingStreams = new AtomicBoolean();
  private final AtomicBoolean askingHistory = new AtomicBoolean();
  private volatile Instant othersHeardAt = Instant.EPOCH;
  private volatile String unheard = "";
  private long number;

  /** Silent until {@link #sing} is called. */
  public Canary(Nest nest) {
    byte[] drawn = new byte[8];
    random.nextBytes(drawn);
    Instant now = nest.clock().instant();
    this.nest = nest;
    this.name = new StationId("canary-" + HexFormat.of().formatHex(drawn));
    this.key = StationKey.generate(random);
    this.boot = Math.max(1, now.getEpochSecond());
    this.voice = new CanaryVoice(nest.vertx(), nest.door(), name, key);
    this.passages = new Passages(now);
  }

  /**
   * What it lives in.
   *
   * @param streams how far computations on readings have come
   * @param recording how far the writing of readings to history has come
   */
  public record Nest(
      Vertx vertx,
      MqttIngest.Endpoint door,
      SeriesStore history,
      Trail streams,
      Trail recording,
      InstantSource clock) {}

  /** As whom the endpoint lets it in. */
  public StationRegistry.Entry entry() {
    return new StationRegistry.Entry(
        name, StationKind.ENCLOSURE, Arrival.CANARY + name, key.hash(), Optional.empty());
  }

  /** Begins to listen to the live stream, as a browser does. */
  public void listenTo(LiveFeed feed) {
    EventSink ear = new CanaryEar(name, heard -> passages.passed(Stage.LIVE, heard, now()));
    Viewer itself =
        new Viewer(new UUID(0, 0), name.value(), Role.ADMIN, Optional.empty(), Instant.MAX);
    feed.overhear(new CanaryChannel(), ear, itself);
  }

  /** Says one reading; to be called every {@link #EVERY}, on one thread. */
  public void sing() {
    long mine = ++number;
    Instant at = now().truncatedTo(ChronoUnit.MILLIS);
    double value = random.nextInt(200_000_000) / 1000.0;
    Stamp stamp = new Stamp(name, boot, mine, at, ClockQuality.SYNCED);
    Sung song = new Sung(at, value);
    sung.put(mine, song);
    sung.remove(mine - REMEMBERED);
    passages.begun(mine, now());
    CanaryVoice.Saying saying =
        voice.say(new Readings(stamp, List.of(new Measurement(SAYS, value))));
    saying
        .letIn()
        .onSuccess(in -> passages.passed(Stage.DOOR, mine, now()))
        .onFailure(why -> unheard = String.valueOf(why.getMessage()));
    saying
        .acknowledged()
        .onSuccess(
            stored -> {
              song.acknowledged = true;
              keepsLog(mine, song);
            });
  }

  /** Takes a record of the log, on any thread. */
  public void hear(LogRecord<?> record) {
    if (!(record.value() instanceof Arrival arrival) || !record.topic().equals(Topics.READINGS)) {
      return;
    }
    Stamp stamp = arrival.message().stamp();
    Optional<Sung> mine =
        stamp.station().equals(name)
            ? Optional.ofNullable(sung.get(stamp.sequence()))
            : Optional.empty();
    if (mine.isPresent()) {
      mine.get().place = Optional.of(new Place(record.partition(), record.offset()));
      keepsLog(stamp.sequence(), mine.get());
    } else {
      othersHeardAt = now();
    }
  }

  /** Looks where its readings are; to be called each second. */
  public void look() {
    passages.look(now());
    passages.newestAt(Stage.STREAMS).flatMap(this::song).ifPresent(this::followStreams);
    passages.newestAt(Stage.HISTORY).flatMap(this::song).ifPresent(this::followHistory);
  }

  /** Whether stations are let in. */
  public Health.Check door() {
    Health.Check check = passages.check(Stage.DOOR, now());
    return check.condition() == Health.Condition.ILL && !unheard.isEmpty()
        ? Health.Check.ill(check.detail() + ": " + unheard)
        : check;
  }

  /** Whether what they say is acknowledged, and can be read. */
  public Health.Check log() {
    boolean busy = Duration.between(othersHeardAt, now()).compareTo(BUSY) < 0;
    return excused(passages.check(Stage.LOG, now()), busy);
  }

  /** Whether it is computed with. */
  public Health.Check streams() {
    return excused(passages.check(Stage.STREAMS, now()), nest.streams().isExcused(now()));
  }

  /** Whether history has it. */
  public Health.Check recording() {
    return excused(passages.check(Stage.HISTORY, now()), nest.recording().isExcused(now()));
  }

  /** Whether browsers are told, and the thread that tells them gets round to it. */
  public Health.Check live(LiveFeed feed) {
    return beating(feed, now()).and(passages.check(Stage.LIVE, now()));
  }

  static Health.Check beating(LiveFeed feed, Instant now) {
    Duration silent = Duration.between(feed.beatAt(), now);
    return silent.compareTo(Passages.PATIENCE) < 0
        ? Health.Check.well(feed.streams() + " browsers listen")
        : Health.Check.ill("its thread stands still for " + silent.toSeconds() + " s");
  }

  boolean isThrough(Stage stage) {
    return passages.isThrough(stage);
  }

  private static Health.Check excused(Health.Check check, boolean busy) {
    return check.condition() == Health.Condition.ILL && busy
        ? Health.Check.strained(check.detail() + MUCH)
        : check;
  }

  private void keepsLog(long mine, Sung song) {
    if (song.acknowledged && song.place.isPresent()) {
      passages.passed(Stage.LOG, mine, now());
    }
  }

  private Optional<Map.Entry<Long, Sung>> song(long mine) {
    return Optional.ofNullable(sung.get(mine)).map(it -> Map.entry(mine, it));
  }

  private void followStreams(Map.Entry<Long, Sung> song) {
    Optional<Place> place = song.getValue().place;
    if (place.isPresent() && askingStreams.compareAndSet(false, true)) {
      nest.streams()
          .look(place.get().partition(), now())
          .onSuccess(
              reached -> {
                if (reached > place.get().offset()) {
                  passages.passed(Stage.STREAMS, song.getKey(), now());
                }
              })
          .onComplete(asked -> askingStreams.set(false));
    }
  }

  private void followHistory(Map.Entry<Long, Sung> song) {
    Optional<Place> place = song.getValue().place;
    if (place.isPresent() && askingHistory.compareAndSet(false, true)) {
      Future<Boolean> found = isFound(song.getValue()).timeout(ASK_SECONDS, TimeUnit.SECONDS);
      found.onSuccess(
          is -> {
            if (is) {
              passages.passed(Stage.HISTORY, song.getKey(), now());
            }
          });
      Future.join(found, nest.recording().look(place.get().partition(), now()))
          .onComplete(asked -> askingHistory.set(false));
    }
  }

  private Future<Boolean> isFound(Sung song) {
    TimeRange then = new TimeRange(song.at, song.at.plusMillis(1));
    return nest.history()
        .samples(CanarySeries.MEASUREMENT, CanarySeries.MEASUREMENT, then, REMEMBERED)
        .map(
            all ->
                all.stream()
                    .anyMatch(
                        it -> Double.valueOf(song.value).equals(it.fields().get(SAYS.word()))));
  }

  private Instant now() {
    return nest.clock().instant();
  }

  /** Where in the log a reading lies. */
  private record Place(int partition, long offset) {}

  /** What was said, and what is known of it. */
  private static final class Sung {
    private final Instant at;
    private final double value;
    private volatile boolean acknowledged;
    private volatile Optional<Place> place = Optional.empty();

    Sung(Instant at, double value) {
      this.at = at;
      this.value = value;
    }
  }
}
