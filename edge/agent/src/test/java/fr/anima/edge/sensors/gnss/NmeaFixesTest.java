package fr.anima.edge.sensors.gnss;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fr.anima.edge.sensors.Sample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class NmeaFixesTest {
  private static final String PLACE = "5057.0780,N,00151.5220,E";

  private final NmeaFixes fixes = new NmeaFixes(() -> Instant.parse("2026-11-24T10:00:00Z"));

  @Test
  void one_epoch_is_one_fix_of_both_sentences() {
    List<Sample.Fix> told =
        hear(gga("120000.00", "1"), rmc("120000.00", "A", "231126"), "GPVTG,,,,,,,,");

    assertEquals(1, told.size());
    Sample.Fix fix = told.get(0);
    assertEquals(Instant.parse("2026-11-23T12:00:00Z"), fix.at());
    assertEquals(Sample.TimeOf.SENSOR, fix.timeOf());
    assertEquals(50.9513, fix.latitudeDegrees(), 1e-9);
    assertEquals(1.8587, fix.longitudeDegrees(), 1e-9);
    assertEquals(OptionalDouble.of(12.3), fix.altitudeMetres());
    assertEquals(10 * 1852 / 3600.0, fix.speedMetresPerSecond().orElseThrow(), 1e-9);
    assertEquals(OptionalDouble.of(84.4), fix.courseDegrees());
    assertEquals(OptionalDouble.of(0.9), fix.hdop());
    assertEquals(OptionalInt.of(8), fix.satellites());
  }

  @Test
  void a_void_rmc_silences_its_epoch_whatever_gga_says() {
    assertEquals(
        List.of(), hear(rmc("120000", "V", "231126"), gga("120000", "1"), gga("120001", "1")));
  }

  @Test
  void a_gga_without_fix_typed_in_or_simulated_gives_nothing() {
    for (String quality : List.of("0", "", "7", "8")) {
      assertEquals(List.of(), hear(gga("120000", quality), rmc("120000", "A", "231126")), quality);
    }
  }

  @Test
  void the_hemispheres_give_the_signs() {
    Sample.Fix fix = hear("GPRMC,120000,A,3356.4000,S,01825.2000,W,,,231126,,,A").get(0);

    assertEquals(-33.94, fix.latitudeDegrees(), 1e-9);
    assertEquals(-18.42, fix.longitudeDegrees(), 1e-9);
    assertEquals(OptionalDouble.empty(), fix.speedMetresPerSecond());
  }

  @Test
  void impossible_places_give_nothing() {
    for (String place :
        List.of(
            "0000.0000,N,00000.0000,E",
            "9100.0000,N,00151.5220,E",
            "5060.0000,N,00151.5220,E",
            "5057.0780,N,18100.0000,E",
            "5057.0780,X,00151.5220,E",
            "5057.0780,N,,E",
            "-557.0780,N,00151.5220,E")) {
      assertEquals(List.of(), hear("GPRMC,120000,A," + place + ",,,231126,,,A"), place);
    }
  }

  @Test
  void impossible_dates_give_nothing() {
    for (String date : List.of("050180", "220899", "311199", "300226", "000000", "251126", "")) {
      assertEquals(List.of(), hear(gga("120000", "1"), rmc("120000", "A", date)), date);
    }
  }

  @Test
  void without_a_known_clock_a_late_date_cannot_be_told_from_a_good_one() {
    NmeaFixes clockless = new NmeaFixes(() -> Instant.MAX);

    clockless.take(parsed(rmc("120000", "A", "010130")));

    assertEquals(1, clockless.end().size());
  }

  @Test
  void midnight_between_two_epochs_turns_the_day() {
    List<Sample.Fix> told =
        hear(
            rmc("235959.50", "A", "221126"),
            gga("000000.50", "1"),
            rmc("000001.50", "A", "231126"));

    assertEquals(
        List.of("2026-11-22T23:59:59.500Z", "2026-11-23T00:00:00.500Z", "2026-11-23T00:00:01.500Z"),
        told.stream().map(it -> it.at().toString()).toList());
  }

  @Test
  void a_fix_before_the_first_date_waits_for_it_at_most_a_minute() {
    List<Sample.Fix> told =
        hear(
            gga("115800", "1"),
            gga("235959", "1"),
            gga("000001", "1"),
            rmc("000002", "A", "231126"));

    assertEquals(
        List.of("2026-11-22T23:59:59Z", "2026-11-23T00:00:01Z", "2026-11-23T00:00:02Z"),
        told.stream().map(it -> it.at().toString()).toList());
  }

  @Test
  void after_a_lost_fix_the_receiver_has_to_say_the_date_again() {
    List<Sample.Fix> told =
        hear(rmc("120000", "A", "211126"), gga("120001", "0"), gga("130000", "1"));

    assertEquals(1, told.size());
  }

  @Test
  void the_same_moment_told_twice_is_told_once() {
    List<Sample.Fix> told =
        hear(
            rmc("120000", "A", "231126"),
            "GPZDA,1",
            gga("120000.000", "1"),
            rmc("120000.0", "A", "231126"));

    assertEquals(1, told.size());
  }

  @Test
  void gns_gives_a_fix_and_gll_can_only_deny_one() {
    List<Sample.Fix> told =
        hear(
            rmc("120000", "A", "231126"),
            "GNGNS,120001," + PLACE + ",ANNA,09,1.1,9.0,45.0,,",
            "GNGNS,120002," + PLACE + ",NNNN,00,,,,,",
            rmc("120003", "A", "231126"),
            "GPGLL," + PLACE + ",120004,A,A",
            gga("120005", "1"),
            "GPGLL," + PLACE + ",120005,V,N");

    assertEquals(
        List.of("12:00:00Z", "12:00:01Z", "12:00:03Z"),
        told.stream().map(it -> it.at().toString().substring(11)).toList());
    assertEquals(OptionalInt.of(9), told.get(1).satellites());
  }

  @Test
  void side_values_that_cannot_be_are_left_out_and_the_fix_stays() {
    Sample.Fix fix =
        hear("GPGGA,120000," + PLACE + ",1,999,500.0,99999,M,,M,,", rmc("120000", "A", "231126"))
            .get(0);

    assertEquals(OptionalDouble.empty(), fix.altitudeMetres());
    assertEquals(OptionalDouble.empty(), fix.hdop());
    assertEquals(OptionalInt.empty(), fix.satellites());
  }

  private static String gga(String time, String quality) {
    return "GPGGA," + time + "," + PLACE + "," + quality + ",08,0.9,12.3,M,45.0,M,,";
  }

  private static String rmc(String time, String status, String date) {
    return "GPRMC," + time + "," + status + "," + PLACE + ",10.0,84.4," + date + ",,,A";
  }

  private static NmeaSentence parsed(String body) {
    return NmeaSentence.parse(NmeaSentenceTest.sealed(body)).orElseThrow();
  }

  private List<Sample.Fix> hear(String... bodies) {
    List<Sample> told = new ArrayList<>();
    for (String body : bodies) {
      told.addAll(fixes.take(parsed(body)));
    }
    told.addAll(fixes.end());
    return told.stream().map(Sample.Fix.class::cast).toList();
  }
}
