package fr.anima.hub.animals.rules;

import java.time.Duration;
import java.time.Instant;

/**
 * Time passes, also when nobody speaks. Silence while the hub was not listening proves nothing: the
 * ticks are kept, and after a break stations are waited for.
 *
 * @param now hub time up to which everything that came in has been judged
 * @param patientUntil until then nobody is called silent
 */
public record Tick(Instant now, Instant patientUntil) {
  /** Ticks come every ten seconds. */
  static final Duration AWAY = Duration.ofSeconds(30);

  /** A station's pause between two attempts to connect doubles with each, up to this. */
  static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** To speak again once it is connected; stations send their present before their backlog. */
  static final Duration TO_SPEAK = Duration.ofSeconds(15);

  /** The first one ever. */
  public static Tick first(Instant now) {
    return new Tick(now, now);
  }

  /**
   * The next one, maybe in another run of the hub. After a break stations are waited for as long as
   * it was, because their pauses have grown with it, and no longer than their longest.
   */
  public Tick next(Instant then) {
    Duration since = Duration.between(now, then);
    if (since.compareTo(AWAY) <= 0) {
      return new Tick(then, patientUntil);
    }
    Duration pause = since.compareTo(LONGEST_PAUSE) < 0 ? since : LONGEST_PAUSE;
    return new Tick(then, then.plus(pause).plus(TO_SPEAK));
  }

  boolean isPatient() {
    return now.isBefore(patientUntil);
  }
}
