package fr.anima.hub.notices;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is remembered of an alert between its changes.
 *
 * @param news what was told last
 * @param rangAt when it last rang, in the hub's time; empty while it never did
 * @param steps how often it was escalated since
 */
record AlertState(AlertNews news, Optional<Instant> rangAt, int steps) {
  /** Without an answer for so long, the next person is told. */
  static final Duration NEXT_PERSON_AFTER = Duration.ofMinutes(10);

  /** Without an answer for so long, everybody is told. */
  static final Duration EVERYBODY_AFTER = Duration.ofMinutes(20);

  private static final int ALL_STEPS = 2;

  /** After news: what rings starts the clock anew, everything else leaves it. */
  static AlertState after(
      Optional<AlertState> before, AlertNews now, Optional<Transition> told, Instant at) {
    if (told.filter(Transition::rings).isPresent()) {
      return new AlertState(now, Optional.of(at), 0);
    }
    return before
        .map(it -> new AlertState(now, it.rangAt(), it.steps()))
        .orElseGet(() -> new AlertState(now, Optional.empty(), 0));
  }

  /**
   * When it has to be escalated; empty when it need not be: it is no emergency, is over, rang for
   * nobody, everybody knows already, it is to be quiet, or somebody takes care of it.
   */
  Optional<Instant> escalatesAt() {
    boolean waitsForSomebody = isAudible() && news.isUrgent() && !news.isTakenCareOf();
    return waitsForSomebody && steps < ALL_STEPS
        ? rangAt.map(it -> it.plus(steps == 0 ? NEXT_PERSON_AFTER : EVERYBODY_AFTER))
        : Optional.empty();
  }

  private boolean isAudible() {
    return news.isOpen() && !news.isQuiet();
  }

  /** What the next escalation is called. */
  Transition nextStep() {
    return steps == 0 ? Transition.NEXT_PERSON : Transition.EVERYBODY;
  }

  AlertState escalated() {
    return new AlertState(news, rangAt, steps + 1);
  }
}
