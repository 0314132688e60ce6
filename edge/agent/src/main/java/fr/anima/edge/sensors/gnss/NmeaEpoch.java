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
      case "RMC", "GGA", "GNS", "ZDA" -> OptionalInt.of(0);
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
      // One letter per constellation, N where it is not used: a fix needs one that counts.
      case "GNS" -> !it.field(5).matches("[A-Z]*[ADFPRE][A-Z]*");
      default -> false;
    };
  }

  /** The date that the receiver told for this moment, if it is in the calendar. */
  Optional<LocalDate> date() {
    NmeaSentence rmc = byType.get("RMC");
    if (rmc != null) {
      return shortDate(rmc.field(8));
    }
    NmeaSentence zda = byType.get("ZDA");
    return zda == null ? Optional.empty() : date(zda.field(3), zda.field(2), zda.field(1));
  }

  /** Whether there is a sentence that should carry a date, usable or not. */
  boolean hasDateField() {
    return byType.containsKey("RMC") || byType.containsKey("ZDA");
  }

  /** Of {@code ddmmyy}. */
  private static Optional<LocalDate> shortDate(String field) {
    if (!field.matches("[0-9]{6}")) {
      return Optional.empty();
    }
    String year = field.substring(4);
    String century = Integer.parseInt(year) >= 80 ? "19" : "20";
    return date(century + year, field.substring(2, 4), field.substring(0, 2));
  }

  private static Optional<LocalDate> date(String year, String month, String day) {
    if (!year.matches("[0-9]{4}") || !month.matches("[0-9]{1,2}") || !day.matches("[0-9]{1,2}")) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day)));
    } catch (DateTimeException why) {
      return Optional.empty();
    }
  }

  /** The place of this moment; empty when there is none. */
  Optional<Place> place() {
    if (isVoid || timeOfDayMillis.isEmpty() || timeOfDayMillis.getAsLong() > DAY_MILLIS) {
      return Optional.empty();
    }
    return coordinates("GGA", 1)
        .or(() -> coordinates("GNS", 1))
        .or(() -> coordinates("RMC", 2))
        .or(() -> coordinates("GLL", 0))
        .map(this::described);
  }

  /** Whether GLL alone says where; it has neither date nor quality. */
  boolean isGllAlone() {
    return byType.containsKey("GLL")
        && !byType.containsKey("GGA")
        && !byType.containsKey("GNS")
        && !byType.containsKey("RMC");
  }

  private Optional<Place> coordinates(String type, int first) {
    NmeaSentence it = byType.get(type);
    if (it == null) {
      return Optional.empty();
    }
    OptionalDouble latitude = degrees(it.field(first), it.field(first + 1), "NS", 90);
    OptionalDouble longitude = degrees(it.field(first + 2), it.field(first + 3), "EW", 180);
    if (latitude.isEmpty() || longitude.isEmpty()) {
      return Optional.empty();
    }
    return Place.of(latitude.getAsDouble(), longitude.getAsDouble());
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

  private Place described(Place bare) {
    OptionalDouble satellites = first(number("GGA", 6), number("GNS", 6));
    return new Place(
        bare.latitudeDegrees(),
        bare.longitudeDegrees(),
        first(number("GGA", 8), number("GNS", 8)),
        speedMetresPerSecond(),
        first(number("RMC", 7), trackMadeGood(0)),
        first(number("GGA", 7), number("GNS", 7)),
        satellites.isPresent()
            ? OptionalInt.of((int) satellites.getAsDouble())
            : OptionalInt.empty());
  }

  private OptionalDouble speedMetresPerSecond() {
    OptionalDouble knots = first(number("RMC", 6), trackMadeGood(4));
    OptionalDouble kilometresPerHour = trackMadeGood(6);
    if (knots.isPresent()) {
      return OptionalDouble.of(knots.getAsDouble() * METRES_PER_SECOND_PER_KNOT);
    }
    return kilometresPerHour.isPresent()
        ? OptionalDouble.of(kilometresPerHour.getAsDouble() / 3.6)
        : OptionalDouble.empty();
  }

  /** A number of VTG, which says in its last field whether it means it (NMEA 2.3 and later). */
  private OptionalDouble trackMadeGood(int index) {
    NmeaSentence vtg = byType.get("VTG");
    return vtg == null || vtg.field(8).matches("[NMS]")
        ? OptionalDouble.empty()
        : vtg.number(index);
  }

  private OptionalDouble number(String type, int index) {
    NmeaSentence it = byType.get(type);
    return it == null ? OptionalDouble.empty() : it.number(index);
  }

  private static OptionalDouble first(OptionalDouble one, OptionalDouble other) {
    return one.isPresent() ? one : other;
  }
}
