package fr.anima.edge.sensors.simulated;

import java.time.Duration;

/**
 * Something that goes wrong with one quantity, once or again and again, timed from the start of the
 * agent, in the played day's time.
 *
 * @param quantity word of the quantity it happens to
 * @param kind what happens
 * @param by how far a drift goes, in the quantity's unit
 * @param over how long a drift takes to get there
 * @param after when it begins, counted from the start of the agent
 * @param lasts how long it stays, the drift included; then all is as before
 * @param every distance of its beginnings; zero when it happens once
 */
public record Scenario(
    String quantity,
    Kind kind,
    double by,
    Duration over,
    Duration after,
    Duration lasts,
    Duration every) {
  /** What can go wrong. */
  public enum Kind {
    /** The value walks away and stays there, as when a fan stops. */
    DRIFT,
    /** The value does not move any more, as of a sensor that hangs. */
    STUCK,
    /** No value comes, as of a torn cable. */
    SILENT
  }

  /** How long it has been going on; negative when it is not. */
  Duration running(Duration sinceStart) {
    Duration since = sinceStart.minus(after);
    if (!since.isNegative() && !every.isZero()) {
      since = Duration.ofMillis(since.toMillis() % every.toMillis());
    }
    return since.compareTo(lasts) < 0 ? since : Duration.ofMillis(-1);
  }

  /** What a drift adds after that time. */
  double added(Duration running) {
    if (kind != Kind.DRIFT) {
      return 0;
    }
    double part = over.isZero() ? 1 : Math.min(1, running.toMillis() / (double) over.toMillis());
    return by * part;
  }
}
