package fr.anima.hub.animals.care;

import fr.anima.hub.animals.alerts.AlertSignal.Beginning;
import fr.anima.hub.animals.alerts.Limit.Severity;
import fr.anima.hub.animals.alerts.Limit.Side;
import fr.anima.hub.animals.care.Life.Quiet;
import fr.anima.hub.animals.care.Life.Why;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Whether an alert that begins rings (mission 5.2): pure, over what is known at that moment. */
final class RaiseRules {
  /** More than so many of one kind within the hour are told as one. */
  static final int MOST_RAISES = 4;

  private static final Duration HOUR = Duration.ofHours(1);

  private RaiseRules() {}

  /** An alert of the same enclosure, kind and quantity that began before, as it is now. */
  record Earlier(
      Optional<Side> side,
      Optional<String> station,
      Severity severity,
      Instant raisedAt,
      Optional<Quiet> quiet,
      OptionalInt raises) {
    private boolean isLike(Beginning it) {
      return side.equals(it.side()) && station.equals(it.station());
    }
  }

  /**
   * An alert of the same enclosure, kind and quantity that began more than four times within an
   * hour is told once for all: this one stands for so many. Empty where it does not, or where one
   * stood for them in that hour already.
   */
  static OptionalInt raises(Beginning it, List<Earlier> earlier) {
    List<Earlier> hour = hourBefore(it, earlier);
    boolean isTold = hour.stream().anyMatch(before -> before.raises().isPresent());
    int count = hour.size() + 1;
    return isTold || count <= MOST_RAISES ? OptionalInt.empty() : OptionalInt.of(count);
  }

  /** One that follows rings nobody until the hour is over, unless it begins worse. */
  private static Optional<Quiet> flapping(Beginning it, List<Earlier> earlier, Instant now) {
    return hourBefore(it, earlier).stream()
        .filter(before -> before.raises().isPresent())
        .filter(before -> before.severity().compareTo(it.severity()) <= 0)
        .map(
            told ->
                new Quiet(
                    Why.FLAPPING, told.raisedAt().plus(HOUR), Optional.empty(), Optional.empty()))
        .filter(quiet -> quiet.until().isAfter(now))
        .findFirst();
  }

  /** What is away is another thing for each station; its sensors have one quantity each. */
  private static List<Earlier> hourBefore(Beginning it, List<Earlier> earlier) {
    Instant from = it.raisedAt().minus(HOUR);
    return earlier.stream()
        .filter(before -> before.raisedAt().isAfter(from))
        .filter(before -> it.quantity().isPresent() || before.station().equals(it.station()))
        .toList();
  }

  /**
   * Why it rings nobody, and until when: of several reasons the one that lasts longest.
   *
   * @param earlier the latest first
   * @param cleaning what is under way in its enclosure
   * @param now when the hub heard of it
   */
  static Optional<Quiet> quiet(
      Beginning it, List<Earlier> earlier, Optional<Cleaning> cleaning, Instant now) {
    return Stream.of(
            shelf(it, earlier, now), cleaned(it, cleaning, now), flapping(it, earlier, now))
        .flatMap(Optional::stream)
        .max(Comparator.comparing(Quiet::until));
  }

  /**
   * What was put aside stays so although it was over for a while: until the end that was said, and
   * unless it begins worse than it was.
   */
  private static Optional<Quiet> shelf(Beginning it, List<Earlier> earlier, Instant now) {
    return earlier.stream()
        .filter(before -> before.isLike(it))
        .findFirst()
        .filter(before -> before.severity().compareTo(it.severity()) <= 0)
        .flatMap(Earlier::quiet)
        .filter(quiet -> quiet.why() == Why.SHELVED && quiet.until().isAfter(now));
  }

  private static Optional<Quiet> cleaned(Beginning it, Optional<Cleaning> cleaning, Instant now) {
    return cleaning
        .filter(under -> under.hushes(it.raisedAt(), now))
        .map(
            under ->
                new Quiet(
                    Why.CLEANING,
                    under.until(),
                    Optional.of(under.by()),
                    Optional.of(under.reason())));
  }
}
