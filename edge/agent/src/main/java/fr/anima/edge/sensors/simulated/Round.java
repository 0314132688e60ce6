package fr.anima.edge.sensors.simulated;

import java.util.ArrayList;
import java.util.List;

/**
 * A closed round through waypoints, ridden at one speed with a pause at each: where one is after
 * how many seconds. Distances on a sphere of 6 371 008.8 m (IUGG mean radius), flat between two
 * waypoints, which is exact enough within a town.
 */
final class Round {
  private static final double METRES_PER_DEGREE = Math.toRadians(1) * 6_371_008.8;

  private final double metresPerSecond;
  private final double pauseSeconds;
  private final List<Leg> legs = new ArrayList<>();
  private double seconds;

  /** A place on the round; the speed is 0 in a pause. */
  record Spot(double latitude, double longitude, double metresPerSecond, double courseDegrees) {}

  private record Leg(Waypoint from, double north, double east, double begins, double rides) {}

  Round(List<Waypoint> waypoints, double metresPerSecond, double pauseSeconds) {
    this.metresPerSecond = metresPerSecond;
    this.pauseSeconds = pauseSeconds;
    for (int i = 0; i < waypoints.size(); i++) {
      Waypoint from = waypoints.get(i);
      Waypoint to = waypoints.get((i + 1) % waypoints.size());
      double north = (to.latitude() - from.latitude()) * METRES_PER_DEGREE;
      double east = (to.longitude() - from.longitude()) * metresPerDegreeEast(from.latitude());
      double rides = Math.hypot(north, east) / metresPerSecond;
      legs.add(new Leg(from, north, east, seconds, rides));
      seconds += pauseSeconds + rides;
    }
  }

  /** How long one round takes. */
  double seconds() {
    return seconds;
  }

  /** Where one is that long after setting out, round after round. */
  Spot after(double elapsed) {
    double within = elapsed % seconds;
    Leg leg = legs.get(0);
    for (Leg each : legs) {
      if (each.begins <= within) {
        leg = each;
      }
    }
    double ridden = Math.max(0, within - leg.begins - pauseSeconds);
    double part = leg.rides == 0 ? 0 : Math.min(1, ridden / leg.rides);
    double course = (Math.toDegrees(Math.atan2(leg.east, leg.north)) + 360) % 360;
    Spot here = new Spot(leg.from.latitude(), leg.from.longitude(), 0, course);
    Spot moved = moved(here, leg.north * part, leg.east * part);
    return new Spot(moved.latitude(), moved.longitude(), ridden > 0 ? metresPerSecond : 0, course);
  }

  /** The same, that many metres further north and east. */
  static Spot moved(Spot from, double north, double east) {
    return new Spot(
        from.latitude + north / METRES_PER_DEGREE,
        from.longitude + east / metresPerDegreeEast(from.latitude),
        from.metresPerSecond,
        from.courseDegrees);
  }

  private static double metresPerDegreeEast(double latitude) {
    return METRES_PER_DEGREE * Math.cos(Math.toRadians(latitude));
  }
}
