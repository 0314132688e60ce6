package fr.anima.edge.sensors.gnss;

import fr.anima.edge.sensors.Sample;
import fr.anima.wire.Fuzzing;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a serial line says: no exception, and no position that cannot be. */
public final class NmeaFuzzTest {
  private static final Instant LATEST = Instant.parse("2026-11-24T10:00:00Z");
  private static final FixDates DATES = FixDates.ofLive(() -> LATEST);
  private static final int MOST_BYTES = 256 * 1024;

  @TempDir Path work;

  /** What a receiver says in a few moments; {@code %} stands for a right checksum. */
  private static final List<String> SEEDS =
      List.of(
          """
          %GNRMC,120000.00,A,5057.0780,N,00151.5220,E,10.0,84.4,231126,,,A
          %GPGGA,120000.00,5057.0780,N,00151.5220,E,1,08,0.9,12.3,M,45.0,M,,
          %GNGNS,120001.00,5057.0780,N,00151.5220,E,ANNA,09,1.1,9.0,45.0,,
          %BDGLL,5057.0780,N,00151.5220,E,120002.00,A,D
          %GPVTG,84.4,T,,M,10.0,N,18.5,K,A
          %GQZDA,120003.00,23,11,2026,00,00
          """,
          """
          %GBRMC,235959.99,A,9000.0000,S,18000.0000,W,999.9,360.0,010100,,,A
          %GBRMC,000000.99,A,8959.0000,S,17959.0000,W,0,360.0,020100,,,A
          %GARMC,120004,V,,,,,,,010180,,,N
          %GPGGA,120004,5057.1,N,00151.5,E,8,08,0.9,,,,,,
          """,
          "$PMTK011,MTKGPS*08\r\n# a remark\n%GPGSV,3,1,11,03,03,111,00,04,15,270,00\n",
          "$GPRMC,193221.00,A,2037.7279,N,08704.0848,W,00.1,201.8,231207,01,W,A*2D$GPRMC,19");

  /** Jazzer's way in. */
  public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
    Possible.assertAll(read(sealed(bytes)), LATEST);
  }

  @Test
  void no_bytes_make_the_reader_stumble_or_tell_the_impossible() throws Exception {
    List<byte[]> seeds =
        SEEDS.stream().map(it -> it.getBytes(StandardCharsets.ISO_8859_1)).toList();
    new Fuzzing(NmeaFuzzTest.class, "fr.anima.edge.sensors.**", MOST_BYTES)
        .run(work, seeds, NmeaFuzzTest::fuzzerTestOneInput, 10_000, 250);
  }

  /** A checksum hides what is behind it; a line that begins with {@code %} gets the right one. */
  private static byte[] sealed(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1)
        .lines()
        .map(it -> it.startsWith("%") ? NmeaSentenceTest.sealed(it.substring(1)) : it)
        .collect(Collectors.joining("\r\n"))
        .getBytes(StandardCharsets.ISO_8859_1);
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
}
