package fr.anima.hub;

import fr.anima.hub.eventlog.EventLog;
import fr.anima.hub.eventlog.LogRecord;
import fr.anima.hub.eventlog.Topic;
import fr.anima.hub.live.LiveFeed;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Sings into the log and listens for itself: a log that runs is not yet a log that works. */
final class Canary {
  static final Topic<Song> TOPIC = Topic.json("anima.canary.v1", Song.class, Topic.Keep.LATEST);
  static final Duration EVERY = Duration.ofSeconds(5);
  private static final Duration TOO_LONG = Duration.ofSeconds(20);

  private final EventLog log;
  private final InstantSource clock;
  private final String hub;
  private volatile Instant heard = Instant.EPOCH;
  private volatile long tookMillis;

  Canary(EventLog log, InstantSource clock, String hub) {
    this.log = log;
    this.clock = clock;
    this.hub = hub;
  }

  void sing() {
    log.append(TOPIC, hub, new Song(hub, clock.instant()));
  }

  void hear(LogRecord<?> record) {
    if (record.value() instanceof Song song && song.hub().equals(hub)) {
      heard = clock.instant();
      tookMillis = Duration.between(song.at(), heard).toMillis();
    }
  }

  Health.Check check() {
    boolean well = Duration.between(heard, clock.instant()).compareTo(TOO_LONG) < 0;
    return well
        ? Health.Check.well("a record comes back after " + tookMillis + " ms")
        : Health.Check.ill("no record came back since " + heard);
  }

  /** Whether the thread that tells browsers of what is heard gets round to it. */
  static Health.Check beating(LiveFeed feed, Instant now) {
    Duration silent = Duration.between(feed.beatAt(), now);
    return silent.compareTo(TOO_LONG) < 0
        ? Health.Check.well(feed.streams() + " browsers listen")
        : Health.Check.ill("its thread stands still for " + silent.toSeconds() + " s");
  }

  /** One record. */
  record Song(String hub, Instant at) {}
}
