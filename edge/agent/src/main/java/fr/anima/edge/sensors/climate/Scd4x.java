package fr.anima.edge.sensors.climate;

import com.pi4j.io.i2c.I2C;
import fr.anima.edge.sensors.Sample;
import fr.anima.edge.sensors.Sensor;
import fr.anima.edge.sensors.SensorException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A Sensirion SCD40 or SCD41 (carbon dioxide, temperature, humidity) on I2C, measuring by itself
 * every five seconds. Commands and times are those of data sheet SCD4x, sections 3.5 and 3.8.
 */
public final class Scd4x implements Sensor {
  private static final int START_PERIODIC = 0x21B1;
  private static final int STOP_PERIODIC = 0x3F86;
  private static final int IS_DATA_READY = 0xE4B8;
  private static final int READ_MEASUREMENT = 0xEC05;

  /** After a stop the sensor answers nothing for half a second. */
  private static final long STOPPING_MILLIS = 500;

  private static final long EXECUTION_MILLIS = 1;

  /** Three measurements missing: the sensor lost its supply and with it its periodic mode. */
  private static final Duration PATIENCE = Duration.ofSeconds(16);

  private final SensirionDevice device;
  private final LongSupplier nanos;
  private long lastReadyNanos;

  /**
   * Starts the periodic measurement, also where a run before this one left it started.
   *
   * @throws SensorException when nothing answers at that address
   */
  public Scd4x(I2C device) throws SensorException, InterruptedException {
    this(device, System::nanoTime);
  }

  Scd4x(I2C i2c, LongSupplier nanos) throws SensorException, InterruptedException {
    this.device = new SensirionDevice("scd4x", i2c);
    this.nanos = nanos;
    device.command(STOP_PERIODIC);
    TimeUnit.MILLISECONDS.sleep(STOPPING_MILLIS);
    device.command(START_PERIODIC);
    TimeUnit.MILLISECONDS.sleep(EXECUTION_MILLIS);
    lastReadyNanos = nanos.getAsLong();
  }

  @Override
  public List<Sample> sample(Instant now) throws SensorException, InterruptedException {
    device.command(IS_DATA_READY);
    TimeUnit.MILLISECONDS.sleep(EXECUTION_MILLIS);
    if (!isReady(device.answer(1)[0])) {
      Duration silence = Duration.ofNanos(nanos.getAsLong() - lastReadyNanos);
      if (silence.compareTo(PATIENCE) > 0) {
        throw device.trouble(
            "has not measured for " + silence.toSeconds() + " s; check its supply");
      }
      return List.of();
    }
    device.command(READ_MEASUREMENT);
    TimeUnit.MILLISECONDS.sleep(EXECUTION_MILLIS);
    int[] words = device.answer(3);
    lastReadyNanos = nanos.getAsLong();
    return List.of(new Sample.Values(now, Sample.TimeOf.STATION, values(words)));
  }

  /** Whether a measurement waits: any of the low eleven bits set (section 3.8.2). */
  static boolean isReady(int word) {
    return (word & 0x07FF) != 0;
  }

  /** By quantity: ppm as they are, -45 + 175 S / 65535 °C, 100 S / 65535 %RH (section 3.5.2). */
  static Map<String, Double> values(int[] words) {
    Map<String, Double> values = new TreeMap<>();
    // There is no air without carbon dioxide: 0 is what the cell says before it has warmed up.
    if (words[0] != 0) {
      values.put("carbon-dioxide", (double) words[0]);
    }
    values.put("temperature", Sht.celsius(words[1]));
    values.put("humidity", 100.0 * words[2] / 65535);
    return values;
  }

  @Override
  public void close() throws SensorException {
    try {
      device.command(STOP_PERIODIC);
    } finally {
      device.close();
    }
  }
}
