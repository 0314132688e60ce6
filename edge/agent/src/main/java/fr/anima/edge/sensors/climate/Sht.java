package fr.anima.edge.sensors.climate;

import com.pi4j.io.i2c.I2C;
import fr.anima.edge.sensors.Sample;
import fr.anima.edge.sensors.Sensor;
import fr.anima.edge.sensors.SensorException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A Sensirion SHT4x or SHT3x (temperature, humidity) on I2C, measured once per question at high
 * repeatability.
 */
public final class Sht implements Sensor {
  /** The two families: same frame, same temperature, another command and another humidity. */
  public enum Model {
    /** SHT40, SHT41, SHT45: data sheet SHT4x, sections 4.5 and 4.6; measures in at most 8.3 ms. */
    SHT4X(0xFD, 10, -6, 125),
    /** SHT30, SHT31, SHT35: data sheet SHT3x-DIS, sections 4.3 and 4.13; at most 15.5 ms. */
    SHT3X(0x2400, 17, 0, 100);

    private final int command;
    private final long millis;
    private final double offset;
    private final double span;

    Model(int command, long millis, double offset, double span) {
      this.command = command;
      this.millis = millis;
      this.offset = offset;
      this.span = span;
    }

    /**
     * Relative humidity in %, held within 0 to 100: SHT4x -6 + 125 S / 65535, SHT3x 100 S / 65535.
     */
    double relativeHumidity(int raw) {
      return Math.max(0, Math.min(100, offset + span * raw / 65535));
    }
  }

  private final Model model;
  private final SensirionDevice device;

  /** Opens a device of that family; whether it is there is seen at the first question. */
  public Sht(Model model, I2C device) {
    this.model = model;
    this.device = new SensirionDevice(model == Model.SHT4X ? "sht4x" : "sht3x", device);
  }

  @Override
  public List<Sample> sample(Instant now) throws SensorException, InterruptedException {
    device.command(model.command);
    TimeUnit.MILLISECONDS.sleep(model.millis);
    int[] words = device.answer(2);
    return List.of(
        new Sample.Values(
            now,
            Sample.TimeOf.STATION,
            Map.of(
                "temperature", celsius(words[0]), "humidity", model.relativeHumidity(words[1]))));
  }

  /** Air temperature in °C: -45 + 175 S / 65535, in both data sheets. */
  static double celsius(int raw) {
    return -45 + 175.0 * raw / 65535;
  }

  @Override
  public void close() {
    device.close();
  }
}
