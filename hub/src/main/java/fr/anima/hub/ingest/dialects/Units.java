package fr.anima.hub.ingest.dialects;

import fr.anima.wire.Quantity;
import java.util.OptionalDouble;

/** Values in other people's units as values in ours. */
final class Units {
  private static final double HECTOPASCALS_OF_MMHG = 1.333224; // BIPM, SI brochure, table 8
  private static final double HECTOPASCALS_OF_INHG = 33.86389; // NIST SP 811, at 0 °C

  private Units() {}

  /** The value in the quantity's own unit; empty when nobody here knows that unit for it. */
  static OptionalDouble convert(double value, String unit, Quantity quantity) {
    return switch (quantity.unit()) {
      case "Cel" -> celsius(value, unit);
      case "hPa" -> hectopascals(value, unit);
      case "%RH", "%" -> percent(value, unit);
      case "kg" -> unit.equals("g") ? known(value / 1000) : same(value, unit, "kg");
      case "lx" -> same(value, unit, "lx", "lux");
      case "dBA" -> same(value, unit, "dBA", "dB");
      case "bool" -> same(value, unit, "bool", "/");
      default -> same(value, unit, quantity.unit());
    };
  }

  private static OptionalDouble celsius(double value, String unit) {
    return switch (unit) {
      case "F", "°F" -> known((value - 32) / 1.8);
      case "K" -> known(value - 273.15);
      default -> same(value, unit, "Cel", "C", "°C");
    };
  }

  private static OptionalDouble hectopascals(double value, String unit) {
    return switch (unit) {
      case "Pa" -> known(value / 100);
      case "kPa" -> known(value * 10);
      case "mmHg" -> known(value * HECTOPASCALS_OF_MMHG);
      case "inHg" -> known(value * HECTOPASCALS_OF_INHG);
      default -> same(value, unit, "hPa", "mbar");
    };
  }

  private static OptionalDouble percent(double value, String unit) {
    return unit.equals("/") ? known(value * 100) : same(value, unit, "%", "%RH", "%EL");
  }

  private static OptionalDouble same(double value, String unit, String... names) {
    for (String name : names) {
      if (name.equals(unit)) {
        return known(value);
      }
    }
    return OptionalDouble.empty();
  }

  /** What conversions leave in the eleventh digit, nobody has measured. */
  private static OptionalDouble known(double value) {
    return OptionalDouble.of(Math.rint(value * 1e6) / 1e6);
  }
}
