package fr.anima.edge.sensors.climate;

import com.pi4j.io.i2c.I2C;
import fr.anima.edge.sensors.Sample;
import fr.anima.edge.sensors.Sensor;
import fr.anima.edge.sensors.SensorException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A Bosch BME280 (temperature, humidity, pressure) or BMP280 (without humidity) on I2C, measured
 * once per question in forced mode so that it does not warm itself between. Register numbers are
 * those of data sheet BST-BME280-DS002, section 5.3.
 */
public final class Bme280 implements Sensor {
  private static final int CHIP_ID = 0xD0;
  private static final int BME280_ID = 0x60;
  private static final int BMP280_ID = 0x58;
  private static final int CALIBRATION_FIRST = 0x88;
  private static final int CALIBRATION_SECOND = 0xE1;
  private static final int CTRL_HUM = 0xF2;
  private static final int CTRL_MEAS = 0xF4;
  private static final int STATUS = 0xF3;
  private static final int DATA = 0xF7;

  private static final byte OVERSAMPLE_HUMIDITY_ONCE = 0x01;
  private static final byte OVERSAMPLE_ONCE_AND_FORCE = 0x25;
  private static final int MEASURING = 0x08;

  /** What the data registers hold before the first measurement: 0x80000 and 0x8000. */
  private static final int NOTHING_MEASURED = 0x80000;

  /** A measurement takes at most 9.3 ms at these settings (appendix 9.1); this is ample. */
  private static final int MOST_WAITS = 20;

  private final I2C device;
  private final boolean hasHumidity;
  private final Bme280Calibration calibration;

  /**
   * Reads the device's identity and calibration.
   *
   * @throws SensorException when another device answers at that address
   */
  public Bme280(I2C device) throws SensorException {
    this.device = device;
    int id = register(CHIP_ID);
    if (id != BME280_ID && id != BMP280_ID) {
      throw new SensorException(
          String.format(
              "bme280 %s: chip id 0x%02x, expected 0x60 (BME280) or 0x58 (BMP280); check wiring and"
                  + " address (0x76 or 0x77) with i2cdetect",
              where(), id));
    }
    hasHumidity = id == BME280_ID;
    byte[] first = block(CALIBRATION_FIRST, Bme280Calibration.FIRST_BLOCK);
    calibration =
        hasHumidity
            ? Bme280Calibration.of(first, block(CALIBRATION_SECOND, Bme280Calibration.SECOND_BLOCK))
            : Bme280Calibration.of(first);
  }

  @Override
  public List<Sample> sample(Instant now) throws SensorException, InterruptedException {
    if (hasHumidity) {
      // Takes effect only with the write to CTRL_MEAS that follows (section 5.4.3).
      device.writeRegister(CTRL_HUM, OVERSAMPLE_HUMIDITY_ONCE);
    }
    device.writeRegister(CTRL_MEAS, OVERSAMPLE_ONCE_AND_FORCE);
    awaitMeasurement();
    byte[] data = block(DATA, hasHumidity ? 8 : 6);
    int rawPressure = twentyBits(data, 0);
    int rawTemperature = twentyBits(data, 3);
    if (rawTemperature == NOTHING_MEASURED) {
      throw new SensorException(
          "bme280 " + where() + ": no measurement was made; check its supply voltage");
    }
    double fine = calibration.fineTemperature(rawTemperature);
    Map<String, Double> values = new TreeMap<>();
    values.put("temperature", calibration.celsius(fine));
    OptionalDouble pascal = calibration.pascal(rawPressure, fine);
    pascal.ifPresent(it -> values.put("pressure", it / 100));
    if (hasHumidity) {
      int rawHumidity = (data[6] & 0xFF) << 8 | (data[7] & 0xFF);
      calibration.relativeHumidity(rawHumidity, fine).ifPresent(it -> values.put("humidity", it));
    }
    return List.of(new Sample.Values(now, Sample.TimeOf.STATION, values));
  }

  private void awaitMeasurement() throws SensorException, InterruptedException {
    for (int i = 0; i < MOST_WAITS; i++) {
      TimeUnit.MILLISECONDS.sleep(i == 0 ? 10 : 5);
      if ((register(STATUS) & MEASURING) == 0) {
        return;
      }
    }
    throw new SensorException(
        "bme280 " + where() + ": still measuring after 100 ms; check its supply voltage");
  }

  private int register(int number) throws SensorException {
    return block(number, 1)[0] & 0xFF;
  }

  private byte[] block(int register, int length) throws SensorException {
    byte[] bytes = new byte[length];
    try {
      if (device.readRegister(register, bytes, 0, length) == length) {
        return bytes;
      }
    } catch (RuntimeException why) {
      throw silent(register, " (" + why.getMessage() + ")");
    }
    throw silent(register, "");
  }

  private SensorException silent(int register, String why) {
    return new SensorException(
        String.format(
            "bme280 %s: register 0x%02x does not answer%s; check wiring", where(), register, why));
  }

  private static int twentyBits(byte[] data, int at) {
    return (data[at] & 0xFF) << 12 | (data[at + 1] & 0xFF) << 4 | (data[at + 2] & 0xF0) >> 4;
  }

  private String where() {
    return String.format("on bus %d at 0x%02x", device.getBus(), device.getDevice());
  }

  @Override
  public void close() {
    device.close();
  }
}
