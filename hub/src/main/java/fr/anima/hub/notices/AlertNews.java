package fr.anima.hub.notices;

import fr.anima.hub.animals.care.AlertChannel;
import fr.anima.hub.eventlog.Topic;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * What this room reads of an alert that changed; the contract's Alert says the rest. What an alert
 * may be about is only words here: a new kind of alert is told without a change.
 *
 * @param kind what sort of alert it is, {@code limit} where a limit was crossed
 * @param quantity the word of what is measured
 * @param since measured-at of the first reading beyond the limit
 * @param partOf the alert that tells of this one since it was cleared for that reason
 * @param quiet while it is to ring nobody
 * @param given whom it was given to, while they have not taken it on
 * @param raises how many of its like began within the hour, where it stands for them all
 * @param latched whether somebody has to look at what it left
 */
record AlertNews(
    UUID id,
    String enclosure,
    Severity severity,
    Optional<String> kind,
    Optional<String> quantity,
    Optional<String> side,
    OptionalDouble raiseAt,
    Instant since,
    OptionalDouble value,
    Optional<Instant> clearedAt,
    Optional<Instant> acknowledgedAt,
    Optional<String> acknowledgedBy,
    Optional<UUID> partOf,
    Optional<Quiet> quiet,
    Optional<Given> given,
    OptionalInt raises,
    boolean latched,
    long version) {
  /** Every change of an alert, by enclosure. */
  static final Topic<AlertNews> TOPIC = AlertChannel.changesAs(AlertNews.class);

  /**
   * Why it rings nobody.
   *
   * @param why {@code shelved} where somebody put it aside; anything else kept it quiet from its
   *     beginning
   */
  record Quiet(String why) {}

  /** Somebody gave it to somebody else. */
  record Given(UUID person, String by) {}

  /** How bad it is, the worst first. */
  enum Severity {
    URGENCE,
    ALERTE,
    ATTENTION;

    boolean isWorseThan(Severity other) {
      return compareTo(other) < 0;
    }
  }

  /** Whether it says what is beyond which limit. */
  boolean isOfLimit() {
    return kind.filter(it -> !it.equals("limit")).isEmpty();
  }

  boolean isOpen() {
    return clearedAt.isEmpty();
  }

  boolean isQuiet() {
    return quiet.isPresent();
  }

  boolean isShelved() {
    return quiet.filter(it -> it.why().equals("shelved")).isPresent();
  }

  boolean isFlapping() {
    return raises.isPresent();
  }

  boolean isTakenCareOf() {
    return acknowledgedAt.isPresent();
  }

  boolean isUrgent() {
    return severity == Severity.URGENCE;
  }
}
