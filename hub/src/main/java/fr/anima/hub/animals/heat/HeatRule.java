package fr.anima.hub.animals.heat;

import fr.anima.hub.animals.alerts.AlertKind;
import fr.anima.hub.history.Bucket;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Socket for a kind of alarm of heat: a pure class over the index's last minutes. What it remembers
 * is history and the alert that stands, so nothing is lost by a restart. A new kind is one such
 * class, a line in {@link HeatAlarms}, and its specification.
 */
interface HeatRule {
  /** The minutes a rule may look at: a night that ended a day ago, and the day since. */
  Duration LOOKS_BACK = Duration.ofHours(34);

  /**
   * From when on the farm watches an enclosure's heat, and how long of it is too much.
   *
   * @param threshold index that is heat
   * @param hours of heat in a day
   */
  record Watch(double threshold, double hours) {}

  /**
   * What is known when a rule is asked.
   *
   * @param minutes the index by the minute, in order; a minute without one is absent
   * @param standing since when its alert stands, where one does
   */
  record Known(
      Watch watch, List<Bucket> minutes, Optional<Instant> standing, ZoneId zone, Instant now) {}

  /**
   * It has to be told.
   *
   * @param since makes the alert what it is: the same for as long as it stands
   * @param value what was found
   * @param limit what it was compared with
   */
  record Finding(Instant since, double value, double limit) {}

  AlertKind kind();

  /** What has to be told, or still has to; empty when it is over or never was. */
  Optional<Finding> judge(Known known);
}
