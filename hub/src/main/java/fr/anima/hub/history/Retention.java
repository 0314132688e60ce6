package fr.anima.hub.history;

import java.time.Duration;
import java.util.Set;

/**
 * How long history keeps what. Measurements about persons are kept as they were measured and for
 * their own time only: nothing is rolled up that would outlive it.
 *
 * @param personal the measurements that follow a person, such as a rider's positions, and those
 *     that nobody sums, such as a canary's
 * @param positions how long those are kept
 * @param samples how long all other samples are kept
 * @param minutes how long sums per minute are kept, no less than samples
 * @param rollUps how long sums per quarter and hour are kept, no less than minutes
 */
public record Retention(
    Set<String> personal,
    Duration positions,
    Duration samples,
    Duration minutes,
    Duration rollUps) {
  /**
   * Refuses to keep what sums are made of longer than the sums.
   *
   * @throws IllegalArgumentException with the three durations
   */
  public Retention {
    if (samples.compareTo(minutes) > 0 || minutes.compareTo(rollUps) > 0) {
      throw new IllegalArgumentException(
          "samples for %s, minutes for %s, roll-ups for %s days: the first must not be the longest"
              .formatted(samples.toDays(), minutes.toDays(), rollUps.toDays()));
    }
  }

  /** Whether a measurement follows a person. */
  public boolean isPersonal(String measurement) {
    return personal.contains(measurement);
  }

  /** How long samples of a measurement are kept. */
  public Duration of(String measurement) {
    return isPersonal(measurement) ? positions : samples;
  }

  /** How long the roll-ups of a step are kept. */
  public Duration of(Step step) {
    return step == Step.MINUTE ? minutes : rollUps;
  }
}
