package fr.anima.edge.sensors.gnss;

import fr.anima.edge.sensors.Sample;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Fixes out of gpsd's reports: at most one per moment, and none without a place and a time that can
 * be.
 */
final class GpsdFixes {
  private final FixDates dates;
  private final double mostErrorMetres;
  private OptionalDouble hdop = OptionalDouble.empty();
  private OptionalInt satellites = OptionalInt.empty();
  private Optional<Instant> told = Optional.empty();
  private long misdated;
  private long unsure;

  GpsdFixes(FixDates dates, double mostErrorMetres) {
    this.dates = dates;
    this.mostErrorMetres = mostErrorMetres;
  }

  /** Takes the next report; answers the fix it gives, if it does. */
  List<Sample> take(GpsdReport report) {
    if (report.kind().equals("SKY")) {
      hdop = report.number("hdop");
      OptionalDouble used = report.number("uSat");
      satellites =
          used.isPresent() ? OptionalInt.of((int) used.getAsDouble()) : OptionalInt.empty();
      return List.of();
    }
    return report.kind().equals("TPV") ? fix(report) : List.of();
  }

  /** Fixes whose time cannot be. */
  long misdated() {
    return misdated;
  }

  /** Fixes less sure than was asked for. */
  long unsure() {
    return unsure;
  }

  private List<Sample> fix(GpsdReport report) {
    Optional<Place> place = place(report);
    Optional<Instant> said = time(report.text("time"));
    if (place.isEmpty() || said.isEmpty()) {
      return List.of();
    }
    Optional<Instant> time = said.flatMap(dates::judged);
    if (time.isEmpty()) {
      misdated++;
      return List.of();
    }
    if (report.number("eph").orElse(0) > mostErrorMetres) {
      unsure++;
      return List.of();
    }
    // While gpsd learns a receiver's rhythm it reports the same moment after each sentence.
    if (time.equals(told)) {
      return List.of();
    }
    told = time;
    return List.of(place.get().at(time.get()));
  }

  private Optional<Place> place(GpsdReport report) {
    // Mode 2 has a place, 3 also a height; status 7 is typed in, 8 simulated (gpsd_json(5)).
    double mode = report.number("mode").orElse(0);
    double status = report.number("status").orElse(1);
    OptionalDouble latitude = report.number("lat");
    OptionalDouble longitude = report.number("lon");
    boolean isFix = (mode == 2 || mode == 3) && status != 7 && status != 8;
    if (!isFix || latitude.isEmpty() || longitude.isEmpty()) {
      return Optional.empty();
    }
    return Place.of(latitude.getAsDouble(), longitude.getAsDouble())
        .map(
            bare ->
                new Place(
                    bare.latitudeDegrees(),
                    bare.longitudeDegrees(),
                    mode == 3 ? aboveSea(report) : OptionalDouble.empty(),
                    report.number("speed"),
                    report.number("track"),
                    hdop,
                    satellites));
  }

  /** Before release 3.20 there was only {@code alt}, meant above the sea. */
  private static OptionalDouble aboveSea(GpsdReport report) {
    OptionalDouble metres = report.number("altMSL");
    return metres.isPresent() ? metres : report.number("alt");
  }

  private static Optional<Instant> time(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
    } catch (DateTimeException why) {
      return Optional.empty();
    }
  }
}
