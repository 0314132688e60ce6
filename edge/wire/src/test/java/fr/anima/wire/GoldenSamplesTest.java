package fr.anima.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What stations have said for ever: each golden sample is understood, and means the same. */
class GoldenSamplesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Stream<Sample> golden() {
    return Sample.golden();
  }

  private static List<Message> decode(Sample sample) throws IOException {
    return WireJson.decode(sample.topic(), sample.bytes()).stream()
        .map(
            it ->
                it.<Message>fold(
                    Decoded.Known::message,
                    no -> {
                      throw new AssertionError(sample + ": " + no.detail());
                    }))
        .toList();
  }

  private static Message one(String name) throws IOException {
    List<Message> messages = decode(new Sample("v1/" + name + ".json"));
    assertEquals(1, messages.size());
    return messages.get(0);
  }

  private static Stamp stamp(String station, long sequence, String at) {
    return new Stamp(
        new StationId(station), 1_795_428_000, sequence, Instant.parse(at), ClockQuality.SYNCED);
  }

  @ParameterizedTest
  @MethodSource("golden")
  void is_understood_and_survives_the_round_trip(Sample sample) throws IOException {
    List<Message> messages = decode(sample);

    List<Decoded> again = WireJson.decode(sample.topic(), WireJson.encode(messages));

    assertEquals(messages.stream().map(Decoded.Known::new).toList(), again);
    assertEquals(sample.json().isArray() ? sample.json().size() : 1, messages.size());
  }

  @ParameterizedTest
  @MethodSource("golden")
  void is_written_as_it_was_read(Sample sample) throws IOException {
    boolean asWeWrite = !sample.name().matches(".*(unknown-fields|null-is-absent|optional).*");
    List<Message> messages = decode(sample);

    byte[] written =
        sample.json().isArray() ? WireJson.encode(messages) : WireJson.encode(messages.get(0));

    JsonNode read = JSON.readTree(written);
    assertTrue(!asWeWrite || sample.json().equals(read), sample + " became " + read);
  }

  @Test
  void readings_keep_quantity_value_time_and_clock() throws IOException {
    assertEquals(
        new Readings(
            stamp("goat-barn", 1, "2026-11-23T10:00:00Z"),
            List.of(new Measurement(Quantity.TEMPERATURE, 21.5))),
        one("readings--one"));
    assertEquals(ClockQuality.ESTIMATED, one("readings--clock-estimated").stamp().clock());
    assertEquals(
        Instant.parse("1970-01-01T00:02:17.250Z"), one("readings--clock-estimated").measuredAt());
  }

  @Test
  void a_position_keeps_every_field_and_the_absence_of_every_field() throws IOException {
    assertEquals(
        new Position(
            stamp("bike-2", 1, "2026-11-23T10:00:00Z"),
            50.95129,
            1.858686,
            OptionalDouble.of(8.5),
            OptionalDouble.of(4.2),
            OptionalDouble.of(271.5),
            OptionalDouble.of(0.9),
            OptionalInt.of(11)),
        one("positions--all-fields"));
    Position bare = (Position) one("positions--null-is-absent");
    assertTrue(bare.altitudeMetres().isEmpty() && bare.satellites().isEmpty());
  }

  @Test
  void a_count_keeps_both_directions_and_its_interval() throws IOException {
    assertEquals(
        new FootfallCount(
            stamp("rue-royale", 1, "2026-11-23T10:15:00Z"),
            Instant.parse("2026-11-23T10:00:00Z"),
            31,
            27),
        one("footfall--quarter-hour"));
  }

  @Test
  void a_heartbeat_keeps_losses_and_failures() throws IOException {
    Heartbeat heartbeat = (Heartbeat) one("heartbeats--losses-and-failures");

    assertEquals(Map.of("refused-by-hub", 1L, "spool-quota", 85L), heartbeat.losses());
    assertEquals(Set.of("climate"), heartbeat.failing().keySet());
    assertEquals("night-2026-11", heartbeat.plan());
    assertEquals("", ((Heartbeat) one("heartbeats--without-optional")).plan());
    assertEquals(List.of(), heartbeat.lost());
  }

  @Test
  void a_heartbeat_keeps_the_ranges_of_what_was_lost() throws IOException {
    LostRange.Place last = new LostRange.Place(1_795_420_000, 101);

    List<LostRange> lost = ((Heartbeat) one("heartbeats--lost-ranges")).lost();

    assertEquals(Optional.empty(), lost.get(0).to());
    assertEquals(
        new LostRange(
            "spool-quota",
            "telemetry",
            85,
            Optional.of(new LostRange.Place(1_795_420_000, 1)),
            Optional.of(last)),
        lost.get(1));
  }

  @Test
  void every_kind_and_every_quantity_has_a_sample() throws IOException {
    Set<Message.Kind> kinds = EnumSet.noneOf(Message.Kind.class);
    Set<Quantity> quantities = EnumSet.noneOf(Quantity.class);
    for (Sample sample : golden().toList()) {
      kinds.add(sample.kind());
      decode(sample).stream()
          .filter(Readings.class::isInstance)
          .flatMap(it -> ((Readings) it).values().stream())
          .forEach(it -> quantities.add(it.quantity()));
    }

    assertEquals(EnumSet.allOf(Message.Kind.class), kinds);
    assertEquals(EnumSet.allOf(Quantity.class), quantities);
  }

  @Test
  void the_lists_name_every_file() throws IOException {
    Path samples = Path.of("src/main/resources/fr/anima/wire/samples");
    Set<String> listed =
        Stream.concat(Sample.golden(), Sample.refused())
            .map(Sample::name)
            .collect(Collectors.toSet());

    try (Stream<Path> files = Files.walk(samples)) {
      Set<String> present =
          files
              .filter(it -> it.toString().endsWith(".json"))
              .map(it -> samples.relativize(it).toString())
              .collect(Collectors.toSet());
      assertEquals(present, listed);
    }
  }

  @Test
  void a_plan_survives_the_round_trip() {
    SamplingPlan plan = new SamplingPlan("night", Map.of("climate", 600.0, "door", 0.5));

    byte[] bytes = WireJson.encode(plan);

    assertEquals(plan, WireJson.decodePlan(bytes));
    assertArrayEquals(bytes, WireJson.encode(WireJson.decodePlan(bytes)));
  }
}
