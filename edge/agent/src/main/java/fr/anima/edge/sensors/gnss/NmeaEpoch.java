package fr.anima.edge.sensors.gnss;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The sentences a receiver says about one moment: those with the same time of day, and those
 * without a time that follow them. Says whether they agree that there is a fix, and where.
 */
final class NmeaEpoch {
  private static final double METRES_PER_SECOND_PER_KNOT = 1852.0 / 3600.0;
  private static final long DAY_MILLIS = 86_400_000;

  private final OptionalLong timeOfDayMillis;
  private final Map<String, NmeaSentence> byType = new HashMap<>();
  private boolean isVoid;

  NmeaEpoch(OptionalLong timeOfDayMillis) {
    this.timeOfDayMillis = timeOfDayMillis;
  }

  /** Where the time of day stands in a sentence of that type; empty when it carries none. */
  static OptionalInt timeField(String type) {
    return switch (type) {
      case "RMC", "GGA", "GNS" -> OptionalInt.of(0);
      case "GLL" -> OptionalInt.of(4);
      default -> OptionalInt.empty();
    };
  }

  /** Milliseconds since midnight UTC of a field such as {@code 123519.25}. */
  static OptionalLong timeOfDay(String field) {
    if (!field.matches("[0-9]{6}(\\.[0-9]{0,9})?")) {
      return OptionalLong.empty();
    }
    int hours = Integer.parseInt(field.substring(0, 2));
    int minutes = Integer.parseInt(field.substring(2, 4));
    double seconds = Double.parseDouble(field.substring(4));
    // 60 is a leap second; it counts as the first of the next minute.
    if (hours > 23 || minutes > 59 || seconds >= 61) {
      return OptionalLong.empty();
    }
    return OptionalLong.of((hours * 60L + minutes) * 60_000 + Math.round(seconds * 1000));
  }

  OptionalLong timeOfDayMillis() {
    return timeOfDayMillis;
  }

  void add(NmeaSentence sentence) {
    isVoid |= saysVoid(sentence);
    byType.put(sentence.type(), sentence);
  }

  /** Whether any sentence says that there is no fix, or only a typed-in or simulated one. */
  boolean isVoid() {
    return isVoid;
  }

  private static boolean saysVoid(NmeaSentence it) {
    return switch (it.type()) {
      // Mode N is no fix, M typed in by hand, S simulated (NMEA 2.3 and later).
      case "RMC" -> !it.field(1).equals("A") || it.field(11).matches("[NMS]");
      case "GLL" -> !it.field(5).equals("A") || it.field(6).matches("[NMS]");
      // Quality 7 is typed in by hand, 8 is simulated.
      case "GGA" -> !it.field(5).matches("[1-69]");
      default -> false;
    };
  }

  /** Whether the receiver told the date of this moment, and a date that can be. */
  Optional<LocalDate> date() {
    NmeaSentence rmc = byType.get("RMC");
    return rmc == null ? Optional.empty() : date(rmc.field(8));
  }

  /** Whether there is a sentence that should carry a date, usable or not. */
  boolean hasDateField() {
    return byType.containsKey("RMC");
  }

  private static Optional<LocalDate> date(String field) {
    if (!field.matches("[0-9]{6}")) {
      return Optional.empty();
    }
    int year = Integer.parseInt(field.substring(4));
    try {
      return Optional.of(
          LocalDate.of(
              year >= 80 ? 1900 + year : 2000 + year,
              Integer.parseInt(field.substring(2, 4)),
              Integer.parseInt(field.substring(0, 2))));
    } catch (DateTimeException why) {
      return Optional.empty();
    }
  }

  /**
   * The place of this moment; empty when there is none. GLL can only deny a fix: it has neither
   * date nor quality, and an epoch of which no more was heard is one torn off.
   */
  Optional<NmeaPlace> place() {
    if (isVoid || timeOfDayMillis.isEmpty() || timeOfDayMillis.getAsLong() > DAY_MILLIS) {
      return Optional.empty();
    }
    return coordinates("GGA", 1)
        .or(() -> gnsHasFix() ? coordinates("GNS", 1) : Optional.empty())
        .or(() -> coordinates("RMC", 2))
        .map(this::described);
  }

  /** GNS has one mode letter per constellation; N is "not used". */
  private boolean gnsHasFix() {
    NmeaSentence gns = byType.get("GNS");
    return gns != null && gns.field(5).matches("[A-Z]*[ADFPRE][A-Z]*");
  }

  private Optional<NmeaPlace> coordinates(String type, int first) {
    NmeaSentence it = byType.get(type);
    if (it == null) {
      return Optional.empty();
    }
    OptionalDouble latitude = degrees(it.field(first), it.field(first + 1), "NS", 90);
    OptionalDouble longitude = degrees(it.field(first + 2), it.field(first + 3), "EW", 180);
    if (latitude.isEmpty() || longitude.isEmpty()) {
      return Optional.empty();
    }
    // Receivers say 0, 0 for "I do not know"; nobody rides a bicycle in the Gulf of Guinea.
    return latitude.getAsDouble() == 0 && longitude.getAsDouble() == 0
        ? Optional.empty()
        : Optional.of(NmeaPlace.of(latitude.getAsDouble(), longitude.getAsDouble()));
  }

  /** Decimal degrees of {@code dddmm.mmmm} and its hemisphere. */
  private static OptionalDouble degrees(String field, String side, String sides, int most) {
    if (!field.matches("[0-9]{3,5}(\\.[0-9]*)?") || side.length() != 1 || !sides.contains(side)) {
      return OptionalDouble.empty();
    }
    double packed = Double.parseDouble(field);
    double whole = Math.floor(packed / 100);
    double minutes = packed - whole * 100;
    double degrees = whole + minutes / 60;
    if (minutes >= 60 || degrees > most) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(sides.indexOf(side) == 0 || degrees == 0 ? degrees : -degrees);
  }

  private NmeaPlace described(NmeaPlace bare) {
    OptionalDouble knots = first(number("RMC", 6), number("VTG", 4));
    OptionalDouble speed =
        knots.isPresent()
            ? OptionalDouble.of(knots.getAsDouble() * METRES_PER_SECOND_PER_KNOT)
            : OptionalDouble.empty();
    OptionalDouble satellites = first(number("GGA", 6), number("GNS", 6));
    return new NmeaPlace(
        bare.latitudeDegrees(),
        bare.longitudeDegrees(),
        within(first(number("GGA", 8), number("GNS", 8)), -500, 9000),
        within(speed, 0, 100),
        within(first(number("RMC", 7), number("VTG", 0)), 0, 360),
        within(first(number("GGA", 7), number("GNS", 7)), 0, 100),
        satellites.isPresent() && satellites.getAsDouble() <= 200
            ? OptionalInt.of((int) satellites.getAsDouble())
            : OptionalInt.empty());
  }

  private OptionalDouble number(String type, int index) {
    NmeaSentence it = byType.get(type);
    return it == null ? OptionalDouble.empty() : it.number(index);
  }

  private static OptionalDouble first(OptionalDouble one, OptionalDouble other) {
    return one.isPresent() ? one : other;
  }

  /** A side value that cannot be is left out; it does not cost the position. */
  private static OptionalDouble within(OptionalDouble value, double lowest, double highest) {
    return value.isPresent() && value.getAsDouble() >= lowest && value.getAsDouble() <= highest
        ? value
        : OptionalDouble.empty();
  }
}
