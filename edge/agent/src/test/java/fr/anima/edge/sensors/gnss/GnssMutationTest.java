package fr.anima.edge.sensors.gnss;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.edge.sensors.Sample;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Thousands of damaged streams; half of the damaged sentences get a right checksum again. */
class GnssMutationTest {
  private static final long SEED = Long.getLong("anima.seed", 20_261_126L);
  private static final int CASES = Boolean.getBoolean("anima.long") ? 1_000_000 : 10_000;
  private static final Instant LATEST = Instant.parse("2026-11-24T10:00:00Z");
  private static final FixDates DATES = FixDates.ofLive(() -> LATEST);

  private static final String SIGNS = ",.-*$\"{}[]\\e:\n";

  private static final List<String> SENTENCES =
      List.of(
          "GNRMC,120000.00,A,5057.0780,N,00151.5220,E,10.0,84.4,231126,,,A",
          "GPGGA,120000.00,5057.0780,N,00151.5220,E,1,08,0.9,12.3,M,45.0,M,,",
          "GNGNS,120001.00,5057.0780,N,00151.5220,E,ANNA,09,1.1,9.0,45.0,,",
          "BDGLL,5057.0780,N,00151.5220,E,120002.00,A,D",
          "GPVTG,84.4,T,,M,10.0,N,18.5,K,A",
          "GQZDA,120003.00,23,11,2026,00,00",
          "GBRMC,235959.99,A,9000.0000,S,18000.0000,W,999.9,360.0,010100,,,A",
          "GARMC,120004,V,,,,,,,010180,,,N",
          "PMTK011,MTKGPS",
          "GPGSV,3,1,11,03,03,111,00,04,15,270,00");

  private static final List<String> REPORTS =
      List.of(
          GpsdStub.VERSION,
          GpsdStub.tpv("2026-11-23T12:00:00.000Z").strip(),
          "{\"class\":\"TPV\",\"mode\":3,\"status\":2,\"time\":\"2007-04-09T12:00:00.000Z\","
              + "\"lat\":-89.999999999,\"lon\":-180.0,\"altMSL\":12.3,\"track\":359.9,\"speed\":5.1}",
          "{\"class\":\"SKY\",\"hdop\":0.84,\"uSat\":11,\"satellites\":[{\"PRN\":9,\"used\":true}]}",
          "{\"class\":\"DEVICES\",\"devices\":[]}",
          "{\"class\":\"ERROR\",\"message\":\"\\u0041\"}");

  @Test
  void no_stream_of_sentences_makes_the_reader_stumble_or_tell_the_impossible() throws IOException {
    Random random = seeded("sentences");
    long told = 0;
    for (int i = 0; i < CASES; i++) {
      ByteArrayOutputStream stream = new ByteArrayOutputStream();
      for (int lines = 1 + random.nextInt(6); lines > 0; lines--) {
        String body = SENTENCES.get(random.nextInt(SENTENCES.size()));
        byte[] damaged = damaged(body, random);
        boolean isSealed = random.nextBoolean();
        String text = new String(damaged, StandardCharsets.ISO_8859_1);
        String line = isSealed ? NmeaSentenceTest.sealed(text) : "$" + text + "*00";
        stream.writeBytes(line.getBytes(StandardCharsets.ISO_8859_1));
        stream.writeBytes(random.nextInt(8) == 0 ? new byte[0] : new byte[] {'\r', '\n'});
      }

      List<Sample> fixes = read(stream.toByteArray());

      told += fixes.size();
      assertPossible(fixes, i);
    }
    assertTrue(told > CASES / 10, told + " fixes: the damage hides everything");
  }

  @Test
  void no_line_of_gpsd_makes_the_reader_stumble_or_tell_the_impossible() {
    Random random = seeded("reports");
    long told = 0;
    for (int i = 0; i < CASES; i++) {
      GpsdFixes reader = new GpsdFixes(DATES, Double.POSITIVE_INFINITY);
      List<Sample> fixes = new ArrayList<>();
      for (int lines = 1 + random.nextInt(4); lines > 0; lines--) {
        byte[] damaged = damaged(REPORTS.get(random.nextInt(REPORTS.size())), random);
        GpsdReport.parse(new String(damaged, StandardCharsets.UTF_8))
            .map(reader::take)
            .ifPresent(fixes::addAll);
      }

      told += fixes.size();
      assertPossible(fixes, i);
    }
    assertTrue(told > CASES / 10, told + " fixes: the damage hides everything");
  }

  private static Random seeded(String what) {
    System.out.println("GnssMutationTest " + what + " seed " + SEED);
    return new Random(SEED);
  }

  /** Mostly unharmed; else some bytes changed, doubled, dropped, or cut off, or a digit another. */
  private static byte[] damaged(String text, Random random) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int hits = Math.max(0, random.nextInt(8) - 3); hits > 0 && bytes.length > 1; hits--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] = (byte) ('0' + random.nextInt(10));
        case 2 -> bytes = spliced(bytes, at, at + 1);
        case 3 -> bytes = spliced(bytes, at + 1, at);
        default -> bytes[at] = (byte) SIGNS.charAt(random.nextInt(SIGNS.length()));
      }
    }
    return bytes;
  }

  /** The bytes before one place and those from another on: less, or some of them twice. */
  private static byte[] spliced(byte[] bytes, int until, int from) {
    ByteArrayOutputStream spliced = new ByteArrayOutputStream();
    spliced.write(bytes, 0, until);
    spliced.write(bytes, from, bytes.length - from);
    return spliced.toByteArray();
  }

  private static List<Sample> read(byte[] stream) throws IOException {
    List<Sample> fixes = new ArrayList<>();
    NmeaFixes reader = new NmeaFixes(DATES);
    try (NmeaLines lines = new NmeaLines(new ByteArrayInputStream(stream))) {
      for (Optional<NmeaSentence> it = lines.next(); it.isPresent(); it = lines.next()) {
        fixes.addAll(reader.take(it.get()));
      }
    }
    fixes.addAll(reader.end());
    return fixes;
  }

  private static void assertPossible(List<Sample> fixes, int number) {
    String which = "seed " + SEED + " case " + number + " " + fixes;
    for (Sample each : fixes) {
      Sample.Fix fix = (Sample.Fix) each;
      assertFalse(fix.at().isBefore(FixDates.EARLIEST) || fix.at().isAfter(LATEST), which);
      assertTrue(Math.abs(fix.latitudeDegrees()) <= 90, which);
      assertTrue(Math.abs(fix.longitudeDegrees()) <= 180, which);
      assertTrue(
          Stream.of(
                  fix.altitudeMetres(), fix.speedMetresPerSecond(), fix.courseDegrees(), fix.hdop())
              .allMatch(it -> it.isEmpty() || Math.abs(it.getAsDouble()) <= 9_000),
          which);
    }
    for (int i = 1; i < fixes.size(); i++) {
      assertFalse(fixes.get(i).at().equals(fixes.get(i - 1).at()), which);
    }
  }
}
