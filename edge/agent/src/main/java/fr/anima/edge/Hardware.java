package fr.anima.edge;

import com.pi4j.plugin.gpiod.provider.gpio.digital.GpioDDigitalInputProvider;
import com.pi4j.plugin.gpiod.provider.gpio.digital.GpioDDigitalOutputProvider;
import com.pi4j.plugin.linuxfs.provider.i2c.LinuxFsI2CProvider;
import fr.anima.edge.sensors.GpioPins;
import fr.anima.edge.sensors.I2cBus;

/** What a station can be connected to; nothing is opened before it is asked for. */
record Hardware(I2cBus i2c, GpioPins pins) implements AutoCloseable {
  static Hardware ofThisPi() {
    return new Hardware(
        new I2cBus(LinuxFsI2CProvider::newInstance),
        new GpioPins(
            GpioDDigitalInputProvider::newInstance, GpioDDigitalOutputProvider::newInstance));
  }

  @Override
  public void close() {
    i2c.close();
    pins.close();
  }
}
