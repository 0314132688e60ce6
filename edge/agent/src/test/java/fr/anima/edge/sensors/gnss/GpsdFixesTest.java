package fr.anima.edge.sensors.gnss;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fr.anima.edge.sensors.Sample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GpsdFixesTest {
  /** As gpsd 3.22 says it; altHAE is above the ellipsoid, eph the 95 % error in metres. */
  private static final String TPV =
      "{\"class\":\"TPV\",\"device\":\"/dev/serial0\",\"status\":2,\"mode\":3,"
          + "\"time\":\"2026-11-23T12:00:00.500Z\",\"ept\":0.005,\"lat\":50.951300000,"
          + "\"lon\":1.858700000,\"altHAE\":57.3000,\"altMSL\":12.3000,\"alt\":12.3000,"
          + "\"track\":84.4000,\"speed\":5.144,\"climb\":0.000,\"eph\":4.655,\"sep\":7.790}";

  private static final String SKY =
      "{\"class\":\"SKY\",\"device\":\"/dev/serial0\",\"hdop\":0.84,\"nSat\":12,\"uSat\":11,"
          + "\"satellites\":[{\"PRN\":9,\"el\":88.0,\"used\":true}]}";

  private static final Instant LATEST = Instant.parse("2026-11-24T10:00:00Z");

  private final GpsdFixes fixes =
      new GpsdFixes(FixDates.ofLive(() -> LATEST), Double.POSITIVE_INFINITY);

  @Test
  void a_report_of_time_position_and_velocity_is_a_fix() {
    Sample.Fix fix = hear(SKY, TPV).get(0);

    assertEquals(Instant.parse("2026-11-23T12:00:00.500Z"), fix.at());
    assertEquals(Sample.TimeOf.SENSOR, fix.timeOf());
    assertEquals(50.9513, fix.latitudeDegrees(), 1e-9);
    assertEquals(1.8587, fix.longitudeDegrees(), 1e-9);
    assertEquals(OptionalDouble.of(12.3), fix.altitudeMetres());
    assertEquals(OptionalDouble.of(5.144), fix.speedMetresPerSecond());
    assertEquals(OptionalDouble.of(84.4), fix.courseDegrees());
    assertEquals(OptionalDouble.of(0.84), fix.hdop());
    assertEquals(OptionalInt.of(11), fix.satellites());
  }

  @Test
  void a_flat_fix_has_no_height_and_an_old_gpsd_has_only_alt() {
    String flat = TPV.replace("\"mode\":3", "\"mode\":2");
    String old = TPV.replace("\"altMSL\":12.3000,", "").replace("00.500Z", "01.500Z");

    List<Sample.Fix> told = hear(flat, old);

    assertEquals(OptionalDouble.empty(), told.get(0).altitudeMetres());
    assertEquals(OptionalDouble.of(12.3), told.get(1).altitudeMetres());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"mode\":3 -> \"mode\":1",
        "\"mode\":3 -> \"mode\":0",
        "\"mode\":3, -> ",
        "\"status\":2 -> \"status\":7",
        "\"status\":2 -> \"status\":8",
        "\"lat\":50.951300000 -> \"lat\":90.1",
        "\"lat\":50.951300000 -> \"lat\":\"50.9\"",
        "\"lat\":50.951300000 -> \"lat\":null",
        "\"lat\":50.951300000 -> \"lat\":1e999",
        "\"lon\":1.858700000 -> \"lon\":-180.1",
        "\"lon\":1.858700000, -> ",
        "\"time\":\"2026-11-23T12:00:00.500Z\", -> ",
        "2026-11-23T12:00:00.500Z -> yesterday"
      })
  void what_gpsd_does_not_vouch_for_is_no_fix(String change) {
    String[] fromAndTo = change.split(" -> ", 2);

    assertEquals(List.of(), hear(TPV.replace(fromAndTo[0], fromAndTo[1])));
    assertEquals(0, fixes.misdated());
  }

  @Test
  void place_0_0_is_no_fix() {
    assertEquals(List.of(), hear(TPV.replace("50.951300000", "0").replace("1.858700000", "0.0")));
  }

  @Test
  void a_time_before_2000_or_a_day_ahead_never_passes_and_is_counted() {
    for (String time : List.of("1999-08-22T12:00:00Z", "2026-11-24T10:00:01Z", "2046-07-09T0")) {
      assertEquals(List.of(), hear(TPV.replace("2026-11-23T12:00:00.500Z", time)));
    }

    assertEquals(2, fixes.misdated());
  }

  @Test
  void the_same_moment_told_twice_is_told_once() {
    assertEquals(1, hear(TPV, SKY, TPV.replace("\"speed\":5.144,", "")).size());
  }

  @Test
  void fixes_less_sure_than_asked_for_are_left_out() {
    GpsdFixes strict = new GpsdFixes(FixDates.ofLive(() -> LATEST), 4);

    assertEquals(List.of(), strict.take(GpsdReport.parse(TPV).orElseThrow()));
    assertEquals(1, strict.unsure());
  }

  @Test
  void side_values_that_cannot_be_are_left_out_and_the_fix_stays() {
    Sample.Fix fix =
        hear(
                SKY.replace("\"uSat\":11", "\"uSat\":-1").replace("0.84", "500"),
                TPV.replace("5.144", "-1").replace("84.4000", "361").replace(":12.3", ":99999"))
            .get(0);

    assertEquals(OptionalDouble.empty(), fix.altitudeMetres());
    assertEquals(OptionalDouble.empty(), fix.speedMetresPerSecond());
    assertEquals(OptionalDouble.empty(), fix.courseDegrees());
    assertEquals(OptionalDouble.empty(), fix.hdop());
    assertEquals(OptionalInt.empty(), fix.satellites());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "null",
        "TPV",
        "{}",
        "{\"class\":3}",
        "{\"class\":\"TPV\"",
        "{\"class\":\"TPV\"} {}",
        "{\"class\":\"TPV\",}",
        "{\"class\":\"TPV\",\"lat\":nan}",
        "{\"class\":\"TPV\",\"a\":[}"
      })
  void a_line_that_is_not_one_object_with_a_class_is_refused(String line) {
    assertEquals(Optional.empty(), GpsdReport.parse(line));
  }

  private List<Sample.Fix> hear(String... lines) {
    List<Sample> told = new ArrayList<>();
    for (String line : lines) {
      told.addAll(fixes.take(GpsdReport.parse(line).orElseThrow()));
    }
    return told.stream().map(Sample.Fix.class::cast).toList();
  }
}
