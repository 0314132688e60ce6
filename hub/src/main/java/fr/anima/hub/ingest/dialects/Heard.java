package fr.anima.hub.ingest.dialects;

import com.fasterxml.jackson.databind.JsonNode;
import fr.anima.hub.stations.LeftOut;
import fr.anima.wire.ClockQuality;
import fr.anima.wire.Quantity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a tongue understood, still in the make's own names. */
record Heard(
    List<Report> reports,
    List<LeftOut.Name> leftOut,
    List<Said.Objection> objections,
    boolean foreign) {

  static Heard of(List<Report> reports) {
    return new Heard(reports, List.of(), List.of(), false);
  }

  static Heard of(Report report) {
    return of(List.of(report));
  }

  /** The make's own housekeeping, in which nothing was measured. */
  static Heard aside(String device, String what) {
    return new Heard(List.of(), List.of(new LeftOut.Name(device, what)), List.of(), false);
  }

  static Heard objection(Said.Objection.Kind kind, String detail) {
    return new Heard(List.of(), List.of(), List.of(new Said.Objection(kind, detail)), false);
  }

  /** A topic that is not the station's own. */
  static Heard foreign(String expected) {
    Said.Objection objection =
        new Said.Objection(
            Said.Objection.Kind.FOREIGN_TOPIC, "topic is not of the form " + expected);
    return new Heard(List.of(), List.of(), List.of(objection), true);
  }

  /** Every value of an object, those of objects within it under {@code outer.inner}. */
  static List<Field> flat(JsonNode object) {
    List<Field> fields = new ArrayList<>();
    flatten("", object, fields);
    return fields;
  }

  private static void flatten(String above, JsonNode object, List<Field> fields) {
    object
        .properties()
        .forEach(
            it -> {
              if (it.getValue().isObject()) {
                flatten(above + it.getKey() + ".", it.getValue(), fields);
              } else {
                fields.add(Field.unknown(above + it.getKey(), it.getValue()));
              }
            });
  }

  /** The same, and an objection to a part of it. */
  Heard butFor(Said.Objection.Kind kind, String detail) {
    return new Heard(reports, leftOut, List.of(new Said.Objection(kind, detail)), foreign);
  }

  /**
   * What one device reported at one time.
   *
   * @param at by its own clock; empty when it says no time
   * @param clock how far that can be trusted
   * @param trouble what is wrong with all of it, in words
   */
  record Report(
      String device,
      Optional<Instant> at,
      ClockQuality clock,
      List<Field> fields,
      Optional<Fix> fix,
      Optional<String> trouble) {
    static Report of(String device, Optional<Instant> at, List<Field> fields) {
      return new Report(
          device, at, ClockQuality.SYNCED, fields, Optional.empty(), Optional.empty());
    }

    static Report trouble(String device, String why) {
      return new Report(
          device,
          Optional.empty(),
          ClockQuality.SYNCED,
          List.of(),
          Optional.empty(),
          Optional.of(why));
    }

    Report with(Fix where) {
      return new Report(device, at, clock, fields, Optional.of(where), trouble);
    }

    Report taken(Instant time, ClockQuality quality) {
      return new Report(device, Optional.of(time), quality, fields, fix, trouble);
    }
  }

  /**
   * One value, as it stands in the JSON.
   *
   * @param quantity what it measures, where the make's name for it says so
   * @param unit in which it is, where the make or the message says so
   * @param trouble what the device itself says is wrong with it
   */
  record Field(
      String name,
      JsonNode value,
      Optional<Quantity> quantity,
      Optional<String> unit,
      Optional<String> trouble) {
    static Field unknown(String name, JsonNode value) {
      return new Field(name, value, Optional.empty(), Optional.empty(), Optional.empty());
    }

    static Field of(String name, JsonNode value, Quantity quantity, String unit) {
      return new Field(name, value, Optional.of(quantity), Optional.of(unit), Optional.empty());
    }

    Field but(Optional<String> why) {
      return new Field(name, value, quantity, unit, why);
    }
  }

  /** A place on earth in degrees, metres and metres a second. */
  record Fix(
      double latitude,
      double longitude,
      OptionalDouble altitude,
      OptionalDouble speed,
      OptionalDouble course) {}
}
