package fr.anima.edge;

import com.pi4j.plugin.gpiod.provider.gpio.digital.GpioDDigitalInputProvider;
import com.pi4j.plugin.gpiod.provider.gpio.digital.GpioDDigitalOutputProvider;
import com.pi4j.plugin.linuxfs.provider.i2c.LinuxFsI2CProvider;
import fr.anima.edge.check.Machine;
import fr.anima.edge.sensors.GpioPins;
import fr.anima.edge.sensors.I2cBus;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a station can be connected to; nothing is opened before it is asked for.
 *
 * @param machine where to look for buses, pins and ports
 * @param patience how long a check waits for a sensor's first value
 */
record Hardware(I2cBus i2c, GpioPins pins, Machine machine, Duration patience)
    implements AutoCloseable {
  /** An SCD4x has its first value after five and a half seconds. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  static Hardware ofThisPi() {
    return new Hardware(
        new I2cBus(LinuxFsI2CProvider::newInstance),
        new GpioPins(
            GpioDDigitalInputProvider::newInstance, GpioDDigitalOutputProvider::newInstance),
        new Machine(Path.of("/")),
        PATIENCE);
  }

  @Override
  public void close() {
    i2c.close();
    pins.close();
  }
}
