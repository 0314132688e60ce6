package fr.anima.hub.ingest.dialects;

import fr.anima.hub.ingest.dialects.Heard.Field;
import fr.anima.hub.ingest.dialects.Heard.Report;
import fr.anima.hub.ingest.dialects.Said.Fault;
import fr.anima.hub.ingest.dialects.Said.Told;
import fr.anima.hub.stations.DeviceMap;
import fr.anima.hub.stations.LeftOut;
import fr.anima.wire.Measurement;
import fr.anima.wire.Position;
import fr.anima.wire.Quantity;
import fr.anima.wire.Readings;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * Names of a make become our quantities at our places, as the registry maps them. A value that
 * cannot be is a fault of its sensor, never a reading.
 */
final class Mapping {
  private final Dialects.Speaker speaker;
  private final List<Told> told = new ArrayList<>();
  private final List<Fault> faults = new ArrayList<>();
  private final List<String> healthy = new ArrayList<>();
  private final List<LeftOut.Name> leftOut;

  private Mapping(Dialects.Speaker speaker, Heard heard) {
    this.speaker = speaker;
    this.leftOut = new ArrayList<>(heard.leftOut());
  }

  /** All that was heard, in our words. */
  static Said of(Dialects.Speaker speaker, Heard heard, boolean kept) {
    Mapping mapping = new Mapping(speaker, heard);
    heard.reports().forEach(report -> mapping.take(report, kept));
    return new Said(
        mapping.told,
        mapping.faults,
        mapping.healthy,
        mapping.leftOut,
        heard.objections(),
        heard.foreign());
  }

  private void take(Report report, boolean kept) {
    String device = report.device();
    boolean stranger = place(device).isEmpty() && !speaker.speech().devices().knows(device);
    if (stranger) {
      leaveOut(device, "");
      return;
    }
    if (kept && report.at().isEmpty() && report.trouble().isEmpty()) {
      fault(device, "", "kept by a broker, so its age is unknown; make it say its time");
      return;
    }
    report.trouble().ifPresentOrElse(why -> fault(device, "", why), () -> healthy.add(device));
    Map<String, List<Map<Quantity, Measurement>>> byPlace = new LinkedHashMap<>();
    for (Field field : report.fields()) {
      take(report, field, byPlace);
    }
    byPlace.forEach((place, messages) -> tell(report, place, messages));
    report.fix().ifPresent(fix -> tell(report, fix));
  }

  private void take(
      Report report, Field field, Map<String, List<Map<Quantity, Measurement>>> byPlace) {
    Optional<DeviceMap.Row> row = speaker.speech().devices().field(report.device(), field.name());
    Optional<String> place = row.map(DeviceMap.Row::place).or(() -> place(report.device()));
    Optional<Quantity> quantity = row.isPresent() ? row.get().quantity() : field.quantity();
    if (place.isEmpty() || quantity.isEmpty()) {
      leaveOut(report.device(), field.name());
      return;
    }
    measure(report.device(), field, quantity.get())
        .ifPresent(it -> put(byPlace.computeIfAbsent(place.get(), p -> new ArrayList<>()), it));
  }

  /** Where a device is; empty for one of a gateway that nobody has placed. */
  private Optional<String> place(String device) {
    return speaker
        .speech()
        .devices()
        .place(device)
        .or(
            () ->
                speaker.speech().dialect().isGateway()
                    ? Optional.empty()
                    : Optional.of(speaker.place()));
  }

  private Optional<Measurement> measure(String device, Field field, Quantity quantity) {
    Figure figure = Figure.of(field.value());
    Optional<String> flaw = field.trouble().or(figure::flaw);
    if (flaw.isPresent()) {
      return fault(device, field.name(), flaw.get());
    }
    String unit = field.unit().orElse(quantity.unit());
    OptionalDouble value = Units.convert(figure.value(), unit, quantity);
    if (value.isEmpty()) {
      return fault(device, field.name(), quantity.word() + " in a unit not known here: " + unit);
    }
    if (!quantity.isPossible(value.getAsDouble())) {
      return fault(
          device,
          field.name(),
          value.getAsDouble() + " is not possible; expected " + quantity.range());
    }
    healthy.add(Fault.name(device, field.name()));
    return Optional.of(new Measurement(quantity, value.getAsDouble()));
  }

  /** Into the first message that does not say this quantity yet. */
  private static void put(List<Map<Quantity, Measurement>> messages, Measurement value) {
    for (Map<Quantity, Measurement> message : messages) {
      if (!message.containsKey(value.quantity())) {
        message.put(value.quantity(), value);
        return;
      }
    }
    messages.add(new EnumMap<>(Map.of(value.quantity(), value)));
  }

  private void tell(Report report, String place, List<Map<Quantity, Measurement>> messages) {
    for (int i = 0; i < messages.size(); i++) {
      String quantities =
          messages.get(i).keySet().stream().map(Quantity::word).collect(Collectors.joining(","));
      List<Measurement> values = List.copyOf(messages.get(i).values());
      told.add(
          new Told(
              place,
              String.join("|", report.device(), place, quantities, String.valueOf(i)),
              report.at(),
              report.clock(),
              stamp -> new Readings(stamp, values)));
    }
  }

  private void tell(Report report, Heard.Fix fix) {
    told.add(
        new Told(
            place(report.device()).orElse(speaker.place()),
            report.device() + "|position",
            report.at(),
            report.clock(),
            stamp ->
                new Position(
                    stamp,
                    fix.latitude(),
                    fix.longitude(),
                    fix.altitude(),
                    fix.speed(),
                    fix.course(),
                    OptionalDouble.empty(),
                    OptionalInt.empty())));
  }

  private Optional<Measurement> fault(String device, String field, String why) {
    faults.add(new Fault(device, field, why));
    return Optional.empty();
  }

  private void leaveOut(String device, String field) {
    LeftOut.Name name = new LeftOut.Name(device, field);
    if (!leftOut.contains(name)) {
      leftOut.add(name);
    }
  }
}
