package fr.anima.hub.stations;

import fr.anima.wire.Heartbeat;
import fr.anima.wire.SamplingPlan;
import fr.anima.wire.StationId;
import fr.anima.wire.StationKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A device that may speak, and what it is bolted to.
 *
 * @param place the enclosure, bike or counter its readings belong to
 * @param lastHeardAt hub time of the last sign of life
 * @param heartbeat how it said it is, last
 * @param plan how often it shall sample, where somebody has said so
 * @param dialect in whose words it speaks, when it is not one of ours
 */
public record Station(
    StationId id,
    StationKind kind,
    String place,
    Instant addedAt,
    Optional<Instant> revokedAt,
    Optional<Instant> lastHeardAt,
    Optional<Heartbeat> heartbeat,
    Optional<SamplingPlan> plan,
    Optional<Dialect> dialect) {
  /** Two heartbeats and a half without a word, and a station counts as away. */
  static final Duration PATIENCE = Duration.ofSeconds(150);

  /** One that has only just been added, and was never heard. */
  static Station added(StationId id, StationKind kind, String place, Instant at) {
    return new Station(
        id,
        kind,
        place,
        at,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same, speaking in somebody's words. */
  Station speaking(Optional<Dialect> words) {
    return new Station(id, kind, place, addedAt, revokedAt, lastHeardAt, heartbeat, plan, words);
  }

  /** How it stands with the station. */
  public enum State {
    /** Registered, and not one word since. */
    NEVER_SEEN,
    /** Heard within the last two and a half minutes, or as long as its make may be silent. */
    CONNECTED,
    /** Heard before that. */
    AWAY,
    /** Its key is no longer valid. */
    REVOKED
  }

  /** How it stands with the station at that time. */
  public State state(Instant now) {
    if (revokedAt.isPresent()) {
      return State.REVOKED;
    }
    Duration patience = dialect.map(Dialect::patience).orElse(PATIENCE);
    return lastHeardAt
        .map(heard -> heard.plus(patience).isBefore(now) ? State.AWAY : State.CONNECTED)
        .orElse(State.NEVER_SEEN);
  }
}
