package fr.anima.edge.configuration;

import java.nio.file.Path;
import java.util.List;

/** What a sensor is connected to: where to look when it does not answer. */
public sealed interface Connection {
  /**
   * An I2C bus.
   *
   * @param bus its number, as in {@code /dev/i2c-1}
   * @param lowest the first address that this kind of device can be set to, {@code highest} the
   *     last
   * @param line of the file that says the address; the first line of the table where none does
   * @param isWritten whether the file says the address
   */
  record I2c(int bus, int address, int lowest, int highest, int line, boolean isWritten)
      implements Connection {}

  /** A 1-Wire bus, whose devices Linux keeps in that folder. */
  record OneWire(Path devices) implements Connection {}

  /** Pins of the header that are read, by BCM number. */
  record Pins(List<Integer> bcm) implements Connection {
    /** Keeps a copy. */
    public Pins {
      bcm = List.copyOf(bcm);
    }
  }

  /**
   * A pin that is switched.
   *
   * @param watched what decides, in words
   */
  record Switch(int bcm, String watched) implements Connection {}

  /** A serial line. */
  record Serial(Path device) implements Connection {}

  /** The program that looks after satellite receivers, over TCP. */
  record Gpsd(String host, int port) implements Connection {}

  /** Nothing: it is invented, or a recording. */
  record Nothing() implements Connection {}
}
