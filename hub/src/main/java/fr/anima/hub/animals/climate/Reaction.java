package fr.anima.hub.animals.climate;

import fr.anima.wire.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * An alert of the period and how people reacted.
 *
 * @param kind limit, silent, offline, suspect, as the contract says it
 * @param severity as the contract says it
 */
record Reaction(
    String kind,
    Optional<Quantity> quantity,
    String severity,
    Instant raisedAt,
    Optional<Instant> takenAt,
    Optional<String> takenBy,
    Optional<Instant> clearedAt) {
  private static final List<String> WORST_FIRST = List.of("urgence", "alerte", "attention");

  /** The worst first, of those the newest. */
  static final Comparator<Reaction> BY_WEIGHT =
      Comparator.comparingInt((Reaction it) -> WORST_FIRST.indexOf(it.severity()))
          .thenComparing(Comparator.comparing(Reaction::raisedAt).reversed());

  /** From raised to taken care of; empty when nobody did. */
  Optional<Duration> untilTaken() {
    return takenAt.map(this::since);
  }

  /** From raised to cleared; empty while it lasts. */
  Optional<Duration> untilCleared() {
    return clearedAt.map(this::since);
  }

  /** A station's clock may be behind the keeper's: nobody reacts before. */
  private Duration since(Instant at) {
    Duration lasted = Duration.between(raisedAt, at);
    return lasted.isNegative() ? Duration.ZERO : lasted;
  }
}
