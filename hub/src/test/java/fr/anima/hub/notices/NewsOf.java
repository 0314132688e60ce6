package fr.anima.hub.notices;

import fr.anima.hub.notices.AlertNews.Given;
import fr.anima.hub.notices.AlertNews.Quiet;
import fr.anima.hub.notices.AlertNews.Severity;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.UUID;

/** Alerts as a test tells them, change by change: the hutch is too hot. */
record NewsOf(UUID id, Instant since) {
  /** The alert begins. */
  AlertNews raised(Severity severity) {
    return news(severity, 1, Optional.empty(), Optional.empty());
  }

  /** It begins, and stands for so many of its like. */
  AlertNews flapping(Severity severity, int raises) {
    return news(severity, 1, Optional.empty(), Optional.empty(), OptionalInt.of(raises));
  }

  /** Its severity is another. */
  AlertNews changed(Severity severity, long version) {
    return news(severity, version, Optional.empty(), Optional.empty());
  }

  /** Somebody takes care of it. */
  AlertNews taken(Severity severity, long version) {
    return news(severity, version, Optional.empty(), Optional.of(since.plusSeconds(60)));
  }

  /** It is over. */
  AlertNews cleared(Severity severity, long version) {
    return news(severity, version, Optional.of(since.plusSeconds(3_600)), Optional.empty());
  }

  /** Another alert tells of it from now on. */
  AlertNews partOfAnother(Severity severity, long version) {
    AlertNews it = cleared(severity, version);
    return with(it, Optional.of(new UUID(7, 7)), it.quiet(), it.given());
  }

  /** The same news, of an alert that somebody put aside. */
  static AlertNews quiet(AlertNews it) {
    return quiet(it, "shelved");
  }

  /** The same news, of an alert that is to be quiet for that reason. */
  static AlertNews quiet(AlertNews it, String why) {
    return with(it, it.partOf(), Optional.of(new Quiet(why)), it.given());
  }

  /** The same news, of an alert that is given to that person. */
  static AlertNews given(AlertNews it, UUID to) {
    return with(it, it.partOf(), it.quiet(), Optional.of(new Given(to, "Anne")));
  }

  private static AlertNews with(
      AlertNews it, Optional<UUID> partOf, Optional<Quiet> quiet, Optional<Given> given) {
    return new AlertNews(
        it.id(),
        it.enclosure(),
        it.severity(),
        it.kind(),
        it.quantity(),
        it.side(),
        it.raiseAt(),
        it.since(),
        it.value(),
        it.clearedAt(),
        it.acknowledgedAt(),
        it.acknowledgedBy(),
        partOf,
        quiet,
        given,
        it.raises(),
        it.latched(),
        it.version());
  }

  private AlertNews news(
      Severity severity, long version, Optional<Instant> cleared, Optional<Instant> taken) {
    return news(severity, version, cleared, taken, OptionalInt.empty());
  }

  private AlertNews news(
      Severity severity,
      long version,
      Optional<Instant> cleared,
      Optional<Instant> taken,
      OptionalInt raises) {
    return new AlertNews(
        id,
        "clapier-3",
        severity,
        Optional.empty(),
        Optional.of("temperature"),
        Optional.of("above"),
        OptionalDouble.of(30),
        since,
        OptionalDouble.of(34.2),
        cleared,
        taken,
        taken.map(at -> "Anne"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        raises,
        false,
        version);
  }
}
