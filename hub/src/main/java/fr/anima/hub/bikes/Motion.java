package fr.anima.hub.bikes;

import fr.anima.hub.eventlog.Topic;
import java.time.Instant;

/**
 * That a bike now moves or stands.
 *
 * @param since measured-at of the first fix of which that is true
 * @param judgedAt measured-at of the fix that decided it
 */
record Motion(String bike, Kind motion, Instant since, Instant judgedAt) {
  /** The motion of each bike as it is now; {@link BikeStore} keeps it. */
  static final Topic<Motion> TOPIC =
      Topic.json("anima.bike-motions.v1", Motion.class, Topic.Keep.LATEST);

  /** What a bike does. */
  enum Kind {
    /** It is on its way. */
    MOVING,
    /** It stays within what a receiver's noise explains. */
    STANDING,
    /** Not enough is known, or it was silent for long. */
    UNKNOWN
  }
}
