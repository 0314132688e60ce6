package fr.anima.edge.sensors.analog;

import java.util.List;
import java.util.OptionalDouble;

/** What a probe's voltage means: points measured by hand, straight lines between them. Pure. */
public final class CalibrationTable {
  /** A voltage so far beyond the ends, as a share of the table's span, is still the end's value. */
  private static final double TOLERANCE = 0.05;

  private final List<Point> points;

  /** One point of a table. */
  public record Point(double volts, double value) {}

  /**
   * A table of two or more points.
   *
   * @param points in order of rising voltage
   * @throws IllegalArgumentException when there are fewer, or the voltages do not rise
   */
  public CalibrationTable(List<Point> points) {
    this.points = List.copyOf(points);
    boolean rises = points.size() >= 2;
    for (int i = 1; i < points.size(); i++) {
      rises &= points.get(i - 1).volts() < points.get(i).volts();
    }
    if (!rises) {
      throw new IllegalArgumentException(
          "write two or more [volts, value] in order of rising volts, [[0.4, 0], [2.0, 100]]");
    }
  }

  /**
   * The value at that voltage. At most a twentieth of the span beyond an end it is the end's: a
   * probe at rest wavers. Empty further out, where a wire is torn or shorted.
   */
  OptionalDouble at(double volts) {
    double tolerated = (last().volts() - first().volts()) * TOLERANCE;
    if (!(volts >= first().volts() - tolerated && volts <= last().volts() + tolerated)) {
      return OptionalDouble.empty();
    }
    double held = Math.max(first().volts(), Math.min(last().volts(), volts));
    int above = 1;
    while (points.get(above).volts() < held) {
      above++;
    }
    Point low = points.get(above - 1);
    Point high = points.get(above);
    double share = (held - low.volts()) / (high.volts() - low.volts());
    return OptionalDouble.of(low.value() + share * (high.value() - low.value()));
  }

  /** The voltages it covers, in words. */
  String range() {
    return first().volts() + " to " + last().volts() + " V";
  }

  private Point first() {
    return points.get(0);
  }

  private Point last() {
    return points.get(points.size() - 1);
  }
}
