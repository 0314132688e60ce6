package fr.anima.edge.sensors.analog;

import com.pi4j.io.i2c.I2C;
import fr.anima.edge.sensors.Sample;
import fr.anima.edge.sensors.Sensor;
import fr.anima.edge.sensors.SensorException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A Texas Instruments ADS1115 or ADS1015 on I2C: up to four voltages, converted one after another
 * and told as what they mean. Registers are those of data sheet ADS111x (SBAS444), section 8.1.
 */
public final class AdsConverter implements Sensor {
  private static final int CONVERSION = 0x00;
  private static final int CONFIGURATION = 0x01;
  private static final int DONE = 0x80;

  /** The largest conversion; the ADS1015 leaves the low four bits at zero. */
  private static final int CLIPPED = 0x7FF0;

  private static final int MOST_WAITS = 20;

  /** The two converters; they differ in bits and pace. */
  public enum Model {
    /** 16 bits; a conversion at 8 per second takes 125 ms, give or take a tenth. */
    ADS1115(138),
    /** 12 bits; a conversion at 128 per second takes 7.8 ms, give or take a tenth. */
    ADS1015(9);

    private final long millis;

    Model(long millis) {
      this.millis = millis;
    }
  }

  private final Model model;
  private final I2C device;
  private final List<AdsInput> inputs;
  private String complaint = "";

  /** Converts those inputs, each with a quantity of its own. */
  public AdsConverter(Model model, I2C device, List<AdsInput> inputs) {
    this.model = model;
    this.device = device;
    this.inputs = List.copyOf(inputs);
  }

  @Override
  public List<Sample> sample(Instant now) throws SensorException, InterruptedException {
    Map<String, Double> values = new TreeMap<>();
    StringJoiner wrong = new StringJoiner("; ");
    for (AdsInput each : inputs) {
      short conversion = convert(each);
      double volts = each.fullScale().volts(conversion);
      OptionalDouble value =
          isClipped(conversion) ? OptionalDouble.empty() : each.calibration().at(volts);
      value.ifPresent(it -> values.put(each.quantity(), it));
      if (value.isEmpty()) {
        wrong.add(
            String.format(
                Locale.ROOT,
                "%s %s: %.4f V is outside its table, %s; check probe and wires",
                each.name(),
                each.quantity(),
                volts,
                each.calibration().range()));
      }
    }
    complaint = wrong.toString();
    return values.isEmpty()
        ? List.of()
        : List.of(new Sample.Values(now, Sample.TimeOf.STATION, values));
  }

  /** Whether the voltage is at or beyond an end of the scale, and its true value unknown. */
  static boolean isClipped(short conversion) {
    return conversion >= CLIPPED || conversion == Short.MIN_VALUE;
  }

  private short convert(AdsInput input) throws SensorException, InterruptedException {
    int word = input.configuration();
    try {
      device.writeRegister(CONFIGURATION, new byte[] {(byte) (word >> 8), (byte) word}, 0, 2);
    } catch (RuntimeException why) {
      throw silent(" (" + why.getMessage() + ")");
    }
    TimeUnit.MILLISECONDS.sleep(model.millis);
    for (int i = 0; (register(CONFIGURATION) >> 8 & DONE) == 0; i++) {
      if (i == MOST_WAITS) {
        throw new SensorException(where() + ": still converting; check its supply voltage");
      }
      TimeUnit.MILLISECONDS.sleep(1);
    }
    return (short) register(CONVERSION);
  }

  private int register(int number) throws SensorException {
    byte[] bytes = new byte[2];
    try {
      if (device.readRegister(number, bytes, 0, 2) == 2) {
        return (bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF);
      }
    } catch (RuntimeException why) {
      throw silent(" (" + why.getMessage() + ")");
    }
    throw silent("");
  }

  private SensorException silent(String why) {
    return new SensorException(
        where() + " does not answer" + why + "; check wiring and address (0x48 to 0x4b)");
  }

  private String where() {
    return String.format(
        "%s on bus %d at 0x%02x",
        model == Model.ADS1115 ? "ads1115" : "ads1015", device.getBus(), device.getDevice());
  }

  @Override
  public String complaint() {
    return complaint;
  }

  @Override
  public void close() {
    device.close();
  }
}
