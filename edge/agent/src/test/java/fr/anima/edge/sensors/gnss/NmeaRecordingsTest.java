package fr.anima.edge.sensors.gnss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import fr.anima.edge.RecordedData;
import fr.anima.edge.sensors.Sample;
import fr.anima.edge.sensors.recorded.RecordedNmea;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Real receivers' logs against what a reference decoder made of them. */
class NmeaRecordingsTest {
  /** The logs' coordinates have at least four decimals of a minute. */
  private static final double SAME = 2e-6;

  /** Valid epochs that the reference decoder passed over: its second, and the log's last. */
  static final Set<String> NOT_REPORTED =
      Set.of("rst39 2014-02-19T20:41:32.100Z", "bt451 2009-12-09T14:33:08.500Z");

  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  /** How many positions each log holds. */
  static Stream<Arguments> logs() {
    return Stream.of(
        Arguments.of("GPSmap-76S", 0, "RMC is void throughout, GGA says simulator"),
        Arguments.of("ac12", 7, ""),
        Arguments.of("beidou-bd", 5, ""),
        Arguments.of("blumax-gps009", 4, ""),
        Arguments.of("bn-9015", 6, ""),
        Arguments.of("bt451", 14, "one epoch without RMC, time going back an hour"),
        Arguments.of("bu353s4", 25, ""),
        Arguments.of("ch-4701", 28, "the first epoch has only GGA"),
        Arguments.of("com-1289", 14, ""),
        Arguments.of("eXplorist110", 0, ""),
        Arguments.of("et-332", 19, "bytes that are not ASCII"),
        Arguments.of("firefly-II", 23, "every GGA damaged"),
        Arguments.of("garmin15x", 7, ""),
        Arguments.of("gp-320fw-2019-04-06-overflow", 20, "and a GLL that starts in mid-epoch"),
        Arguments.of("gp-320fw-2019-04-07-coldboot", 2, "NUL bytes, impossible dates"),
        Arguments.of("haicom-305N", 68, ""),
        Arguments.of("holux-gm-210", 0, ""),
        Arguments.of("motorola-t805", 16, ""),
        Arguments.of("mt3339", 30, ""),
        Arguments.of("myguide-3100", 9, ""),
        Arguments.of("neo-m8n", 23, "the first epoch has only GLL"),
        Arguments.of("nl2008u", 9, ""),
        Arguments.of("nl551e", 14, ""),
        Arguments.of("nmea-fuzzy-cases", 14, "ten a second"),
        Arguments.of("quectel-eg25-g", 23, ""),
        Arguments.of("rgm3800", 2, "position 0, 0 and the year 1980 before the fix"),
        Arguments.of("rst39", 41, "ten GGA a second, one RMC a second"),
        Arguments.of("skytraq-err", 0, ""),
        Arguments.of("skytraq", 0, ""),
        Arguments.of("tcp-torture", 1, "cut-up GGA, whole RMC"),
        Arguments.of("telit-he910", 187, ""),
        Arguments.of("tn200", 0, ""),
        Arguments.of("ublox-neo-m9n-nmea", 61, ""));
  }

  @ParameterizedTest(name = "{0}: {1} positions {2}")
  @MethodSource("logs")
  void a_log_gives_one_position_per_epoch_with_a_fix_and_no_other(
      String name, int count, String remark) throws IOException {
    Path log = RecordedData.at("gps/nmea/" + name + ".log");

    List<Sample.Fix> fixes = play(log);

    assertEquals(count, fixes.size());
    assertEquals(fixes.size(), fixes.stream().map(Sample.Fix::at).distinct().count());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("logs")
  void every_position_is_one_the_reference_decoder_gave(String name, int count, String remark)
      throws IOException {
    List<JsonNode> expected = expected(name);

    for (Sample.Fix fix : play(RecordedData.at("gps/nmea/" + name + ".log"))) {
      assertTrue(
          NOT_REPORTED.contains(name + " " + fix.at())
              || expected.stream().anyMatch(it -> isSame(it, fix)),
          () -> name + " has no " + fix);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("logs")
  void every_epoch_that_the_receiver_vouches_for_is_told(String name, int count, String remark)
      throws IOException {
    Path log = RecordedData.at("gps/nmea/" + name + ".log");
    List<Sample.Fix> fixes = play(log);

    vouchedFor(log)
        .forEach(
            (time, sentence) ->
                assertTrue(
                    fixes.stream().anyMatch(it -> timeOfDay(it).startsWith(time)),
                    () -> name + " does not tell " + sentence));
  }

  /**
   * By another way than the parser's: all sentences with a right checksum, grouped by the text of
   * their time; kept are the groups where something says "fix" and nothing says "no fix".
   */
  private static Map<String, String> vouchedFor(Path log) throws IOException {
    String text = Files.readString(log, StandardCharsets.ISO_8859_1);
    Matcher sentence =
        Pattern.compile("\\$(..(RMC|GGA),([0-9]{6})([0-9.]*),([ -#%-~]*?))\\*([0-9A-F]{2})")
            .matcher(text);
    Map<String, String> fixes = new TreeMap<>();
    List<String> voids = new ArrayList<>();
    while (sentence.find()) {
      String body = sentence.group(1);
      if (body.chars().reduce(0, (a, b) -> a ^ b) != Integer.parseInt(sentence.group(6), 16)) {
        continue;
      }
      String[] rest = sentence.group(5).split(",", -1);
      boolean isFix =
          sentence.group(2).equals("RMC")
              ? rest[0].equals("A")
              : rest[4].matches("[1-6]") && !rest[0].contains("|");
      String time = sentence.group(3) + sentence.group(4).replaceAll("\\.?0*$", "");
      if (isFix) {
        fixes.put(time, body);
      } else {
        voids.add(time);
      }
    }
    voids.forEach(fixes::remove);
    return fixes;
  }

  private static String timeOfDay(Sample.Fix fix) {
    return fix.at().toString().substring(11).replace(":", "").replace("Z", "");
  }

  static boolean isSame(JsonNode expected, Sample.Fix fix) {
    return Math.abs(expected.get("lat").asDouble() - fix.latitudeDegrees()) <= SAME
        && Math.abs(expected.get("lon").asDouble() - fix.longitudeDegrees()) <= SAME;
  }

  static List<Sample.Fix> play(Path log) throws IOException {
    List<Sample.Fix> fixes = new ArrayList<>();
    try (RecordedNmea recording = RecordedNmea.open(log, () -> NOW.plusSeconds(86_400))) {
      for (Optional<Sample> it = recording.next(); it.isPresent(); it = recording.next()) {
        fixes.add((Sample.Fix) it.get());
      }
    }
    return fixes;
  }

  static List<JsonNode> expected(String name) throws IOException {
    Path folder = RecordedData.at("gps/nmea");
    Path plain = folder.resolve(name + ".log.chk");
    Path file = Files.exists(plain) ? plain : folder.resolve(name + ".log.chk.gz");
    List<JsonNode> positions = new ArrayList<>();
    try (InputStream bytes = Files.newInputStream(file);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(
                    Files.exists(plain) ? bytes : new GZIPInputStream(bytes),
                    StandardCharsets.ISO_8859_1))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("{\"class\":\"TPV\"") && line.contains("\"lat\"")) {
          positions.add(new JsonMapper().readTree(line));
        }
      }
    }
    return positions;
  }
}
