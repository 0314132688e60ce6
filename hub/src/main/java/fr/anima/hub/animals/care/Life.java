package fr.anima.hub.animals.care;

import fr.anima.hub.animals.alerts.AlertSignal.Regraded;
import fr.anima.hub.animals.alerts.Limit.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * Where an alert stands after all that was measured and done: what changes of it. How it began is
 * told beside and never changes. Every step is a new life; the same one means that nothing changed.
 *
 * @param grade how bad it is
 * @param clearedAt since when its condition is over
 * @param partOf the alert that tells of this one since it was cleared for that reason
 * @param taken who takes care of it
 * @param quiet why it rings nobody for now
 * @param given whom it was given to, while they have not taken it on
 * @param closedAt since when nobody has to look at it any more
 * @param raises how many of its like began within the hour, where it stands for them all
 */
record Life(
    Grade grade,
    Optional<Instant> clearedAt,
    Optional<UUID> partOf,
    Optional<Taken> taken,
    Optional<Quiet> quiet,
    Optional<Given> given,
    Optional<Settled> settled,
    Optional<FalseAlarm> falseAlarm,
    Optional<Instant> closedAt,
    OptionalInt raises) {
  /** So long after it is over, what is no emergency closes by itself (mission 5.2). */
  static final Duration CLOSES_AFTER = Duration.ofDays(1);

  /**
   * How bad it is.
   *
   * @param raiseAt the level that holds it; empty where no limit does
   * @param value the reading that made it so; empty as well
   * @param since when that last changed; empty while it is as it began
   * @param latched whether somebody has to look at what it left, also when it became better
   */
  record Grade(
      Severity severity,
      OptionalDouble raiseAt,
      OptionalDouble value,
      Optional<Instant> since,
      boolean latched) {
    private Grade became(Regraded it) {
      return new Grade(
          it.severity(),
          it.raiseAt().isPresent() ? it.raiseAt() : raiseAt,
          it.value().isPresent() ? it.value() : value,
          Optional.of(it.at()),
          latched || it.latched());
    }
  }

  /** Somebody takes care of it. */
  record Taken(UUID person, String by, Instant at, Optional<String> note) {}

  /** Why an alert rings nobody. */
  enum Why {
    /** Somebody put it aside. */
    SHELVED,
    /** Its enclosure is cleaned. */
    CLEANING,
    /** It comes and goes, which was told already. */
    FLAPPING
  }

  /**
   * An alert that rings nobody until then.
   *
   * @param by who decided so; empty where the hub did
   */
  record Quiet(Why why, Instant until, Optional<String> by, Optional<String> reason) {}

  /** Somebody gave it to somebody else. */
  record Given(UUID person, String to, String by, Instant at) {}

  /** What was done about it, in the six reasons a glove can tap. */
  enum Remedy {
    WATER,
    FEED,
    DOOR,
    HEAT,
    INJURY,
    OTHER
  }

  /**
   * Somebody saw to it.
   *
   * @param photo of how it is now, by its id
   */
  record Settled(
      Remedy remedy, String by, Instant at, Optional<String> note, Optional<String> photo) {
    boolean saysWhatIsThere() {
      return note.isPresent() || photo.isPresent();
    }
  }

  /** An administrator says that it never was so. */
  record FalseAlarm(String by, Instant at, String reason) {}

  Severity severity() {
    return grade.severity();
  }

  boolean isOver() {
    return clearedAt.isPresent();
  }

  /**
   * It becomes better or worse. Older news changes nothing. What gets worse is nobody's any more,
   * rings although somebody put it aside, and was no false alarm; where somebody is cleaning, they
   * are there.
   */
  Life regraded(Regraded now) {
    boolean isNews =
        severity() != now.severity() && grade.since().map(now.at()::isAfter).orElse(true);
    if (!isNews || (isOver() && (falseAlarm.isEmpty() || !now.isWorse()))) {
      return this;
    }
    Life graded = with(grade.became(now));
    return now.isWorse() ? graded.anew() : graded;
  }

  /** Its condition is over; whoever puts it aside or has it no longer need do so. */
  Life cleared(Instant at, Optional<UUID> other) {
    return isOver()
        ? this
        : new Life(
            grade,
            Optional.of(at),
            other,
            taken,
            quiet,
            given,
            settled,
            falseAlarm,
            closedAt,
            raises);
  }

  /** Somebody takes care of it, also instead of the one it was given to. */
  Life taken(Taken by) {
    return with(Optional.of(by), quiet, Optional.empty(), settled);
  }

  /** Nobody takes care of it any more. */
  Life released() {
    return reopened().with(Optional.empty(), quiet, given, settled);
  }

  /** It rings nobody for a while. */
  Life quieted(Quiet now) {
    return with(taken, Optional.of(now), given, settled);
  }

  /** It may ring again. */
  Life audible() {
    return with(taken, Optional.empty(), given, settled);
  }

  /** It is somebody else's to take on: nobody's, until they say so. */
  Life given(Given to) {
    return taken.filter(it -> it.person().equals(to.person())).isPresent()
        ? this
        : with(Optional.empty(), quiet, Optional.of(to), settled);
  }

  /** Somebody saw to it; that does not end it, but whoever did takes care of it. */
  Life settled(Settled it, UUID person) {
    Taken them = taken.orElse(new Taken(person, it.by(), it.at(), Optional.empty()));
    return with(Optional.of(them), quiet, Optional.empty(), Optional.of(it));
  }

  /** It stands for so many of its like. */
  Life flapping(OptionalInt count) {
    return new Life(
        grade, clearedAt, partOf, taken, quiet, given, settled, falseAlarm, closedAt, count);
  }

  /** An administrator says that it never was so: over, and for nobody to look at. */
  Life dismissed(FalseAlarm why, Instant now) {
    return new Life(
        grade,
        clearedAt.or(() -> Optional.of(now)),
        partOf,
        taken,
        quiet,
        given,
        settled,
        Optional.of(why),
        closedAt,
        raises);
  }

  /**
   * Closed, if it is over and nobody has to look at it any more: somebody has, another alert tells
   * of it, it never was so, it rang nobody for the enclosure was cleaned, or it was no emergency
   * and a day has passed. Any other emergency waits for a person; what is latched, for their words.
   */
  Life closing(Instant now) {
    boolean wasSeen = grade.latched() ? wasInspected() : taken.isPresent() || settled.isPresent();
    boolean isNobodys = falseAlarm.isPresent() || partOf.isPresent() || rangNobody();
    boolean closes = isOver() && (wasSeen || isNobodys || isStale(now));
    return closes && closedAt.isEmpty() ? closed(Optional.of(now)) : this;
  }

  /**
   * The same for what was over when the hub first heard of it. Nobody was told and nobody can act;
   * only an emergency of the last day is still to be looked at, and what is latched.
   */
  Life closingUntold(Instant now) {
    boolean isFreshEmergency = severity() == Severity.URGENCE && !dayPassed(now);
    boolean asksForSomebody = grade.latched() || isFreshEmergency;
    return isOver() && !asksForSomebody ? closed(Optional.of(now)) : this;
  }

  /** Whether it was over by then, and what it left is yet to be looked at. */
  boolean awaitsInspection(Instant at) {
    return grade.latched() && wasOver(at) && !wasInspected();
  }

  private boolean rangNobody() {
    return quiet.filter(it -> it.why() != Why.SHELVED).isPresent();
  }

  /** Somebody wrote or showed what they found, after it was over. */
  private boolean wasInspected() {
    return settled.filter(it -> it.saysWhatIsThere() && wasOver(it.at())).isPresent();
  }

  private boolean wasOver(Instant at) {
    return clearedAt.filter(it -> !at.isBefore(it)).isPresent();
  }

  private boolean isStale(Instant now) {
    return severity() != Severity.URGENCE && !grade.latched() && dayPassed(now);
  }

  private boolean dayPassed(Instant now) {
    return clearedAt.filter(it -> !it.plus(CLOSES_AFTER).isAfter(now)).isPresent();
  }

  private Life reopened() {
    return closed(Optional.empty());
  }

  /** As it was when it began to ring. */
  private Life anew() {
    boolean wasDismissed = falseAlarm.isPresent();
    return new Life(
        grade,
        wasDismissed ? Optional.empty() : clearedAt,
        partOf,
        Optional.empty(),
        quiet.filter(it -> it.why() == Why.CLEANING),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        wasDismissed ? Optional.empty() : closedAt,
        raises);
  }

  private Life closed(Optional<Instant> at) {
    return new Life(grade, clearedAt, partOf, taken, quiet, given, settled, falseAlarm, at, raises);
  }

  private Life with(Grade now) {
    return new Life(
        now, clearedAt, partOf, taken, quiet, given, settled, falseAlarm, closedAt, raises);
  }

  private Life with(
      Optional<Taken> caretaker,
      Optional<Quiet> silence,
      Optional<Given> pending,
      Optional<Settled> remedy) {
    return new Life(
        grade,
        clearedAt,
        partOf,
        caretaker,
        silence,
        pending,
        remedy,
        falseAlarm,
        closedAt,
        raises);
  }
}
