package fr.anima.edge.sensors.gnss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import fr.anima.edge.RecordedData;
import fr.anima.edge.sensors.Sample;
import fr.anima.edge.sensors.gnss.LiveFixes.Telling;
import fr.anima.wire.FreePort;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Real receivers' logs on both of the ways that a receiver of today may take. */
class GnssRecordingsTest {
  private static final double SAME_DEGREES = 2e-6;
  private static final Duration ERA = Duration.ofDays(7168);
  private static final int AT_ONCE = 6;

  /** On a busy machine gpsfake asks its daemon too early, stops feeding it, or loses sentences. */
  private static final int ATTEMPTS = 4;

  private static final String FIRST =
      "gpsd tells the first place before it has understood the date";
  private static final String LAST = "gpsd waits for the next moment before it tells the last";

  /** What only the serial line tells, and why; whatever else differs is a mistake. */
  private static final Map<String, String> ONLY_SERIAL =
      Map.ofEntries(
          Map.entry("beidou-bd 2015-02-25T07:41:55.799Z", FIRST),
          Map.entry("blumax-gps009 2008-07-18T14:28:19.299Z", FIRST),
          Map.entry("bn-9015 2010-06-12T17:10:02.972Z", FIRST),
          Map.entry("bt451 2009-12-09T15:25:08.500Z", FIRST),
          Map.entry(
              "bt451 2009-12-09T14:33:06Z", "without a date: a day later for gpsd, see below"),
          Map.entry("bt451 2009-12-09T14:33:08.500Z", LAST),
          Map.entry("ch-4701 2008-05-29T12:34:33Z", FIRST),
          Map.entry("ch-4701 2008-05-29T12:35:00Z", LAST),
          Map.entry("gp-320fw-2019-04-06-overflow 2019-04-06T23:57:26.020Z", FIRST),
          Map.entry("gp-320fw-2019-04-07-coldboot 2019-04-07T00:03:43.030Z", FIRST),
          Map.entry("haicom-305N 2007-04-08T09:53:04.802Z", FIRST),
          Map.entry("motorola-t805 2007-12-18T21:26:14.879Z", FIRST),
          Map.entry("myguide-3100 2009-10-08T10:50:29.800Z", FIRST),
          Map.entry("neo-m8n 2015-03-18T17:19:48Z", FIRST),
          Map.entry("rgm3800 2008-08-21T10:25:23.342Z", FIRST),
          Map.entry(
              "rst39 2014-02-19T20:41:32.100Z", "not reported by the reference decoder either"));

  /** What only gpsd tells, and why. */
  private static final Map<String, String> ONLY_GPSD =
      Map.of(
          "bt451 2029-07-26T14:33:06Z", "the clock went back an hour; gpsd makes it a day ahead");

  @TempDir Path folder;

  static Stream<Arguments> logs() {
    return NmeaRecordingsTest.logs();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("logs")
  void a_serial_line_in_pieces_tells_what_the_log_tells(String name, int count, String remark)
      throws Exception {
    Path log = RecordedData.at("gps/nmea/" + name + ".log");

    List<Sample.Fix> fixes = serial(log);

    assertEquals(NmeaRecordingsTest.play(log), fixes);
    assertEquals(count, fixes.size());
  }

  @Test
  void gpsd_tells_the_same_places_at_the_same_times_but_for_known_differences() throws Exception {
    if (!GpsFake.isInstalled()) {
      System.out.println("SKIPPED: no gpsfake: apt-get install gpsd gpsd-clients");
    }
    assumeTrue(GpsFake.isInstalled());
    RecordedData.at("gps/nmea");

    List<String> differences = behindGpsd();

    assertEquals(List.of(), differences);
  }

  private static List<String> differences(String name, List<Sample.Fix> told) throws IOException {
    List<JsonNode> expected = NmeaRecordingsTest.expected(name);
    List<Sample.Fix> serial = NmeaRecordingsTest.play(RecordedData.at("gps/nmea/" + name + ".log"));
    List<String> differences = new ArrayList<>();
    for (Sample.Fix fix : told) {
      if (expected.stream().noneMatch(it -> NmeaRecordingsTest.isSame(it, fix))) {
        differences.add(name + " " + fix.at() + " is not the reference decoder's");
      }
      if (serial.stream().noneMatch(it -> isSame(it, fix))
          && !ONLY_GPSD.containsKey(name + " " + fix.at())) {
        differences.add(name + " " + fix.at() + " only by gpsd");
      }
    }
    for (Sample.Fix fix : serial) {
      if (told.stream().noneMatch(it -> isSame(it, fix))
          && !ONLY_SERIAL.containsKey(name + " " + fix.at())) {
        differences.add(name + " " + fix.at() + " only by the serial line");
      }
    }
    return differences;
  }

  /** gpsd takes old logs for receivers that fell back 1024 weeks. */
  private static boolean isSame(Sample.Fix one, Sample.Fix other) {
    long apartMillis = Duration.between(one.at(), other.at()).toMillis();
    return apartMillis % ERA.toMillis() == 0
        && Math.abs(one.latitudeDegrees() - other.latitudeDegrees()) <= SAME_DEGREES
        && Math.abs(one.longitudeDegrees() - other.longitudeDegrees()) <= SAME_DEGREES;
  }

  private List<String> behindGpsd() throws Exception {
    List<String> names = logs().map(it -> (String) it.get()[0]).toList();
    ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Future<List<String>>> running = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        String name = names.get(i);
        int port = FreePort.any();
        running.add(workers.submit(() -> behindGpsd(name, port)));
      }
      List<String> differences = new ArrayList<>();
      for (Future<List<String>> each : running) {
        differences.addAll(each.get());
      }
      return differences;
    } finally {
      workers.shutdownNow();
    }
  }

  private List<String> behindGpsd(String name, int port) throws Exception {
    Path log = RecordedData.at("gps/nmea/" + name + ".log");
    List<String> differences = List.of();
    for (int i = 0; i < ATTEMPTS; i++) {
      try (GpsFake fake = new GpsFake(log, folder, port)) {
        differences = differences(name, fake.fixes());
      } catch (IOException why) {
        differences = List.of(name + ": " + why.getMessage());
      }
      if (differences.isEmpty()) {
        return differences;
      }
      System.out.println("attempt " + (i + 1) + ": " + differences);
    }
    return differences;
  }

  private List<Sample.Fix> serial(Path log) throws Exception {
    Path pipe = folder.resolve("serial0");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    FixDates dates = FixDates.ofRecording(() -> Instant.parse("2026-11-24T10:00:00Z"));
    FileChannel line = FileChannel.open(pipe, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try (LiveFixes sensor =
        new LiveFixes(new SerialNmea(pipe, 9_600, dates), Telling.EVERY, Heard.QUICK).begin()) {
      Heard.soon().until(sensor::isConnected);
      play(Files.readAllBytes(log), line);
      line.close();
      Heard.soon().until(() -> sensor.complaint().contains("has nothing more to read"));
      return sensor.sample(Heard.NOW).stream().map(Sample.Fix.class::cast).toList();
    } finally {
      line.close();
    }
  }

  /** In pieces of the sizes that a serial line's driver hands over. */
  private static void play(byte[] log, FileChannel line) throws IOException {
    Random random = new Random(log.length);
    int at = 0;
    while (at < log.length) {
      int size = Math.min(1 + random.nextInt(64), log.length - at);
      ByteBuffer piece = ByteBuffer.wrap(log, at, size);
      while (piece.hasRemaining()) {
        line.write(piece);
      }
      at += size;
    }
  }
}
