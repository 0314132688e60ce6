package fr.anima.hub.health;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/**
 * How far each of the canary's readings has come. A stage is late when one has reached it and has
 * not come out of it, nor any after it: what never reached it is the fault of one before. Any
 * thread may use it.
 */
final class Passages {
  /** With a reading every 10 s, what breaks is named within 25 s, and the time to ask. */
  static final Duration PATIENCE = Duration.ofSeconds(15);

  /** Until the first reading has come through, so long. */
  private static final Duration BEGINNING = Duration.ofSeconds(60);

  /** Nobody looked for so long: the machine slept, or its clock was set. */
  private static final Duration ASLEEP = Duration.ofSeconds(5);

  private static final int MOST = 60;
  private static final String WAIT =
      "The hub has just started: wait a minute, it is ready when a reading has come through";

  private final Deque<Passage> passages = new ArrayDeque<>();
  private final Map<Stage, String> last = new EnumMap<>(Stage.class);
  private final Instant startedAt;
  private Instant lookedAt;

  Passages(Instant now) {
    this.startedAt = now;
    this.lookedAt = now;
  }

  /** What a reading comes through. */
  enum Stage {
    /** The endpoint let the canary in. */
    DOOR,
    /** It was acknowledged and read back from the log. */
    LOG,
    /** The computations on readings have committed what came of it. */
    STREAMS,
    /** History gave it back. */
    HISTORY,
    /** The live stream showed it. */
    LIVE;

    private Optional<Stage> before() {
      return switch (this) {
        case DOOR -> Optional.empty();
        case LOG -> Optional.of(DOOR);
        case STREAMS, HISTORY, LIVE -> Optional.of(LOG);
      };
    }
  }

  /** A reading sets out; numbers grow. */
  synchronized void begun(long number, Instant now) {
    passages.addLast(new Passage(number, now));
    while (passages.size() > MOST) {
      passages.removeFirst();
    }
  }

  /** A reading came out of that stage; told again it changes nothing. */
  synchronized void passed(Stage stage, long number, Instant now) {
    for (Passage each : passages) {
      if (each.number == number && each.at.putIfAbsent(stage, now) == null) {
        Duration took = Duration.between(each.reached(stage).orElse(now), now);
        last.put(stage, "a reading came through within " + Math.max(0, took.toMillis()) + " ms");
      }
    }
  }

  /** To be called each second: what was under way when the machine slept proves nothing. */
  synchronized void look(Instant now) {
    Duration unwatched = Duration.between(lookedAt, now);
    if (unwatched.isNegative() || unwatched.compareTo(ASLEEP) > 0) {
      passages.clear();
    }
    lookedAt = now;
  }

  /** The newest reading that is at that stage and has not come out of it. */
  synchronized Optional<Long> newestAt(Stage stage) {
    Iterator<Passage> newest = passages.descendingIterator();
    while (newest.hasNext()) {
      Passage each = newest.next();
      if (each.at.containsKey(stage)) {
        return Optional.empty();
      }
      if (each.reached(stage).isPresent()) {
        return Optional.of(each.number);
      }
    }
    return Optional.empty();
  }

  /** Whether the newest reading has come out of that stage. */
  synchronized boolean isThrough(Stage stage) {
    Passage newest = passages.peekLast();
    return newest != null && newest.at.containsKey(stage);
  }

  /** How that stage is, by what has come through it. */
  synchronized Health.Check check(Stage stage, Instant now) {
    Duration waited = waited(stage, now);
    Optional<String> words = Optional.ofNullable(last.get(stage));
    if (words.isEmpty()) {
      boolean young = Duration.between(startedAt, now).compareTo(BEGINNING) < 0;
      return young
          ? Health.Check.ill("no reading has come through yet", WAIT)
          : Health.Check.ill("no reading has come through since the start");
    }
    return waited.compareTo(PATIENCE) > 0
        ? Health.Check.ill("a reading has not come through for " + waited.toSeconds() + " s")
        : Health.Check.well(words.get());
  }

  /** Since when the oldest reading is at that stage that is not overtaken by one that came out. */
  private Duration waited(Stage stage, Instant now) {
    Duration longest = Duration.ZERO;
    for (Passage each : passages) {
      if (each.at.containsKey(stage)) {
        longest = Duration.ZERO;
      } else if (longest.isZero()) {
        longest = each.reached(stage).map(it -> Duration.between(it, now)).orElse(Duration.ZERO);
      }
    }
    return longest;
  }

  private static final class Passage {
    private final long number;
    private final Instant begunAt;
    private final Map<Stage, Instant> at = new EnumMap<>(Stage.class);

    Passage(long number, Instant begunAt) {
      this.number = number;
      this.begunAt = begunAt;
    }

    private Optional<Instant> reached(Stage stage) {
      Optional<Stage> before = stage.before();
      return before.isEmpty() ? Optional.of(begunAt) : Optional.ofNullable(at.get(before.get()));
    }
  }
}
