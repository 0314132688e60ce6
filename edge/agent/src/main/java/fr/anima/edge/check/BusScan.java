package fr.anima.edge.check;

import fr.anima.edge.sensors.I2cBus;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which addresses of an I2C bus answered when each was read once, and none was written to.
 *
 * @param isWhole whether the bus let itself be read to the end
 */
record BusScan(int bus, SortedSet<Integer> answering, boolean isWhole) {
  // The specification keeps the addresses below and above for itself (UM10204, table 3).
  private static final int FIRST = 0x08;
  private static final int LAST = 0x77;

  /** Keeps a copy. */
  BusScan {
    answering = Collections.unmodifiableSortedSet(new TreeSet<>(answering));
  }

  /** Reads a byte at each address that is not reserved; a bus that hangs keeps it for ever. */
  static BusScan of(I2cBus i2c, int bus) {
    SortedSet<Integer> answering = new TreeSet<>();
    for (int address = FIRST;
        address <= LAST && !Thread.currentThread().isInterrupted();
        address++) {
      if (i2c.answers(bus, address)) {
        answering.add(address);
      }
    }
    return new BusScan(bus, answering, true);
  }

  /** Of a bus that hangs. */
  static BusScan hung(int bus) {
    return new BusScan(bus, new TreeSet<>(), false);
  }

  boolean answers(int address) {
    return answering.contains(address);
  }

  /** Whether what is there shows itself to a plain read: an SHT refuses one, an SCD4x may. */
  static boolean shows(int address) {
    return !(address >= 0x44 && address <= 0x46) && address != 0x62;
  }

  /** What is usually found at that address. */
  static String kindAt(int address) {
    return switch (address) {
      case 0x76, 0x77 -> "a BME280 or BMP280";
      case 0x44, 0x45, 0x46 -> "an SHT3x or SHT4x";
      case 0x62 -> "an SCD4x";
      case 0x48, 0x49, 0x4a, 0x4b -> "an ADS1115 or ADS1015";
      default -> "something that this program does not know";
    };
  }

  /** The address as the configuration writes it. */
  static String written(int address) {
    return String.format("0x%02x", address);
  }
}
