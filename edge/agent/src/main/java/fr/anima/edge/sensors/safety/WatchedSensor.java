package fr.anima.edge.sensors.safety;

import fr.anima.edge.sensors.Sample;
import fr.anima.edge.sensors.Sensor;
import java.time.Instant;
import java.util.List;
import java.util.function.DoublePredicate;

/** A sensor that works as ever, with an output looking on. */
public final class WatchedSensor implements Sensor {
  private final Sensor sensor;
  private final String quantity;
  private final DoublePredicate isPossible;
  private final LatestValue latest;

  /**
   * Watches one quantity of that sensor.
   *
   * @param isPossible what is not counts as not told
   */
  public WatchedSensor(
      Sensor sensor, String quantity, DoublePredicate isPossible, LatestValue latest) {
    this.sensor = sensor;
    this.quantity = quantity;
    this.isPossible = isPossible;
    this.latest = latest;
  }

  @Override
  public List<Sample> sample(Instant now) throws Exception {
    List<Sample> samples = sensor.sample(now);
    long nanos = System.nanoTime();
    for (Sample each : samples) {
      if (each instanceof Sample.Values values) {
        double value = values.byQuantity().getOrDefault(quantity, Double.NaN);
        if (isPossible.test(value)) {
          latest.told(value, nanos);
        }
      }
    }
    return samples;
  }

  @Override
  public void onNews(Runnable wake) {
    sensor.onNews(wake);
  }

  @Override
  public boolean hasMore() {
    return sensor.hasMore();
  }

  @Override
  public boolean canWait() {
    return sensor.canWait();
  }

  @Override
  public boolean isFinished() {
    return sensor.isFinished();
  }

  @Override
  public String complaint() {
    return sensor.complaint();
  }

  @Override
  public String glance() {
    return sensor.glance();
  }

  @Override
  public void close() throws Exception {
    sensor.close();
  }
}
