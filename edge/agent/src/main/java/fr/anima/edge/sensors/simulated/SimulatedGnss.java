package fr.anima.edge.sensors.simulated;

import fr.anima.edge.sensors.Sample;
import fr.anima.edge.sensors.Sensor;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/**
 * The receiver of a bike that rides a closed round, with the noise of a receiver in a street. Where
 * it is follows from the time alone, so it goes on where it was after a restart.
 */
public final class SimulatedGnss implements Sensor {
  private final Round round;
  private final double noiseMetres;
  private final Dice dice;

  /**
   * The same seed and time give the same fix.
   *
   * @param waypoints at least two, joined by straight lines, the last with the first
   * @param metresPerSecond speed between them
   * @param pauseSeconds stop at each of them
   * @param noiseMetres standard deviation of the position's error in each direction; it wanders, as
   *     real errors do
   */
  public SimulatedGnss(
      long seed,
      List<Waypoint> waypoints,
      double metresPerSecond,
      double pauseSeconds,
      double noiseMetres) {
    this.round = new Round(waypoints, metresPerSecond, pauseSeconds);
    this.noiseMetres = noiseMetres;
    this.dice = new Dice(seed, "gnss");
  }

  @Override
  public List<Sample> sample(Instant now) {
    long millis = now.toEpochMilli();
    Dice north = new Dice(dice.at(1).nextLong(), "north");
    Dice east = new Dice(dice.at(2).nextLong(), "east");
    Round.Spot spot =
        Round.moved(
            round.after(millis / 1000.0),
            noiseMetres * north.wander(millis, 20_000),
            noiseMetres * east.wander(millis, 20_000));
    SplittableRandom random = dice.at(millis);
    boolean moving = spot.metresPerSecond() > 0;
    double speed = moving ? Math.max(0, spot.metresPerSecond() + 0.3 * Dice.gauss(random)) : 0;
    return List.of(
        new Sample.Fix(
            now,
            Sample.TimeOf.STATION,
            rounded(spot.latitude(), 1e7),
            rounded(spot.longitude(), 1e7),
            OptionalDouble.of(rounded(5 + Dice.gauss(random), 10)),
            OptionalDouble.of(rounded(speed, 100)),
            moving ? OptionalDouble.of(rounded(spot.courseDegrees(), 10)) : OptionalDouble.empty(),
            OptionalDouble.of(rounded(0.8 + 0.4 * random.nextDouble(), 10)),
            OptionalInt.of(7 + random.nextInt(6))));
  }

  private static double rounded(double value, double per) {
    return Math.round(value * per) / per;
  }
}
