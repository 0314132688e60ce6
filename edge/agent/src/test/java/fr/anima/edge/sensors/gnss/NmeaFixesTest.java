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

  private static final Instant LATEST = Instant.parse("2026-11-24T10:00:00Z");

  private final NmeaFixes fixes = new NmeaFixes(FixDates.ofRecording(() -> LATEST));

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
    NmeaFixes clockless = new NmeaFixes(FixDates.ofRecording(() -> Instant.MAX));

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
  void gns_gives_a_fix_when_one_constellation_has_it_and_denies_it_when_none_has() {
    List<Sample.Fix> told =
        hear(
            rmc("120000", "A", "231126"),
            "GNGNS,120001," + PLACE + ",ANNA,09,1.1,9.0,45.0,,",
            "GNGNS,120002," + PLACE + ",NNNN,00,,,,,",
            gga("120002", "1"),
            "GNGNS,120003," + PLACE + ",NMNS,00,,,,,",
            rmc("120003", "A", "231126"),
            "GNGNS,120004," + PLACE + ",NNND,07,1.1,9.0,45.0,,",
            rmc("120004", "A", "231126"));

    assertEquals(List.of("12:00:00Z", "12:00:01Z", "12:00:04Z"), timesOf(told));
    assertEquals(OptionalInt.of(9), told.get(1).satellites());
  }

  @Test
  void gll_alone_gives_a_fix_in_an_epoch_heard_from_its_beginning() {
    List<Sample.Fix> told =
        hear(
            "GPGLL," + PLACE + ",115959,A,A",
            rmc("120000", "A", "231126"),
            "GPGLL," + PLACE + ",120001,A,A",
            "GPGLL," + PLACE + ",120002,V,A",
            rmc("120003", "A", "231126"),
            "GPGLL," + PLACE + ",120003,V,N",
            rmc("120004", "A", "231126"),
            "GPGLL," + PLACE + ",120005,A,D");

    assertEquals(List.of("12:00:00Z", "12:00:01Z", "12:00:04Z"), timesOf(told));
  }

  @Test
  void gll_that_repeats_the_second_before_is_no_news() {
    List<Sample.Fix> told =
        hear(
            rmc("120000", "A", "231126"),
            rmc("120001", "A", "231126"),
            "GPGLL," + PLACE + ",120000,A,A",
            rmc("120002", "A", "231126"));

    assertEquals(List.of("12:00:00Z", "12:00:01Z", "12:00:02Z"), timesOf(told));
  }

  @Test
  void zda_tells_the_date_where_rmc_does_not() {
    List<Sample.Fix> told =
        hear(
            gga("120000", "1"),
            "GPZDA,120000,23,11,2026,00,00",
            gga("120001", "1"),
            "GPZDA,120001,22,08,1999,00,00",
            rmc("120002", "A", "231126"),
            "GPZDA,120002,22,08,1999,00,00");

    assertEquals(List.of("12:00:00Z", "12:00:02Z"), timesOf(told));
    assertEquals(1, fixes.misdated());
  }

  @Test
  void vtg_gives_speed_and_course_where_rmc_does_not_and_only_when_it_means_it() {
    String place = "GPRMC,120000,A," + PLACE + ",,,231126,,,A";
    Sample.Fix inKnots = hear(place, "GPVTG,84.4,T,,M,10.0,N,18.5,K,A").get(0);
    Sample.Fix inKilometres = hear(place.replace("00,A", "01,A"), "GNVTG,,T,,M,,N,36,K,D").get(0);
    Sample.Fix notMeant = hear(place.replace("00,A", "02,A"), "GPVTG,84.4,T,,M,9,N,9,K,N").get(0);

    assertEquals(10 * 1852 / 3600.0, inKnots.speedMetresPerSecond().orElseThrow(), 1e-9);
    assertEquals(OptionalDouble.of(84.4), inKnots.courseDegrees());
    assertEquals(10, inKilometres.speedMetresPerSecond().orElseThrow(), 1e-9);
    assertEquals(OptionalDouble.empty(), notMeant.speedMetresPerSecond());
    assertEquals(OptionalDouble.empty(), notMeant.courseDegrees());
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

  private static List<String> timesOf(List<Sample.Fix> told) {
    return told.stream().map(it -> it.at().toString().substring(11)).toList();
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
