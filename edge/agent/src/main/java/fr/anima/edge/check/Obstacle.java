package fr.anima.edge.check;

import fr.anima.edge.configuration.Connection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Why nothing that is connected in one way can be asked.
 *
 * @param what is the matter
 * @param remedy what to do
 */
record Obstacle(String what, String remedy) {
  private static final int GPSD_MILLIS = 2_000;

  /** What is in the way of a connection on that machine; empty when nothing is. */
  static Optional<Obstacle> to(Connection connection, Machine machine) {
    if (connection instanceof Connection.I2c i2c) {
      return i2c(i2c.bus(), machine);
    }
    if (connection instanceof Connection.OneWire oneWire) {
      return machine.has(oneWire.devices())
          ? Optional.empty()
          : Optional.of(
              new Obstacle(
                  "1-Wire is off",
                  "Switch it on: sudo raspi-config nonint do_onewire 0, then: sudo reboot"));
    }
    if (connection instanceof Connection.Pins || connection instanceof Connection.Switch) {
      return pins(machine);
    }
    if (connection instanceof Connection.Serial serial) {
      return serial(serial.device(), machine);
    }
    return connection instanceof Connection.Gpsd gpsd ? gpsd(gpsd) : Optional.empty();
  }

  private static Optional<Obstacle> i2c(int bus, Machine machine) {
    Path device = Path.of("/dev/i2c-" + bus);
    if (machine.has(device)) {
      return machine.isOpen(device) ? Optional.empty() : Optional.of(closed(device, "i2c"));
    }
    String there = String.join(", ", machine.i2cBuses());
    return Optional.of(
        there.isEmpty()
            ? new Obstacle(
                "I2C is off", "Switch it on: sudo raspi-config nonint do_i2c 0, then: sudo reboot")
            : new Obstacle(
                "There is no I2C bus " + bus,
                "This machine has " + there + ": write bus = one of these numbers."));
  }

  private static Optional<Obstacle> pins(Machine machine) {
    if (machine.gpioChips().isEmpty()) {
      return Optional.of(
          new Obstacle(
              "There are no GPIO pins",
              "Is this a Raspberry Pi? Its pins would be seen as /dev/gpiochip0."));
    }
    boolean isOpen =
        machine.gpioChips().stream().anyMatch(it -> machine.isOpen(Path.of("/dev", it)));
    return isOpen ? Optional.empty() : Optional.of(closed(Path.of("/dev/gpiochip0"), "gpio"));
  }

  private static Optional<Obstacle> serial(Path device, Machine machine) {
    if (machine.has(device)) {
      return machine.isOpen(device) ? Optional.empty() : Optional.of(closed(device, "dialout"));
    }
    return Optional.of(
        new Obstacle(
            device + " is missing",
            "Plug the receiver in. If it is wired to the pins: sudo raspi-config, Interface"
                + " Options, Serial Port, login shell: no, hardware: yes; then: sudo reboot"));
  }

  private static Optional<Obstacle> gpsd(Connection.Gpsd gpsd) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(gpsd.host(), gpsd.port()), GPSD_MILLIS);
      return Optional.empty();
    } catch (IOException why) {
      return Optional.of(
          new Obstacle(
              "gpsd at " + gpsd.host() + ":" + gpsd.port() + " does not answer",
              "Install and start it: sudo apt install gpsd, then: sudo systemctl start gpsd"));
    }
  }

  private static Obstacle closed(Path device, String group) {
    return new Obstacle(
        "This user may not use " + device,
        "Run this with sudo, or: sudo usermod -aG " + group + " $USER, then sign in again.");
  }
}
