package fr.anima.hub.eventlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fr.anima.hub.fixtures.Said;
import fr.anima.wire.ClockQuality;
import fr.anima.wire.FootfallCount;
import fr.anima.wire.Heartbeat;
import fr.anima.wire.LostRange;
import fr.anima.wire.Measurement;
import fr.anima.wire.Message;
import fr.anima.wire.Position;
import fr.anima.wire.Quantity;
import fr.anima.wire.Readings;
import fr.anima.wire.Stamp;
import fr.anima.wire.StationId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TopicsTest {
  private static final Instant TEN = Instant.parse("2026-11-23T10:00:00.123Z");
  private static final Stamp STAMP =
      new Stamp(new StationId("pi-1"), 7, 42, TEN, ClockQuality.ESTIMATED);

  static Stream<Message> messages() {
    return Stream.of(
        new Readings(STAMP, List.of(new Measurement(Quantity.TEMPERATURE, -3.25))),
        new Position(
            STAMP,
            50.9581,
            1.8530,
            OptionalDouble.of(4.5),
            OptionalDouble.empty(),
            OptionalDouble.of(270),
            OptionalDouble.empty(),
            OptionalInt.of(9)),
        new FootfallCount(STAMP, TEN.minusSeconds(60), 12, 3),
        new Heartbeat(
            STAMP,
            "0.1.0",
            60,
            3,
            900,
            Map.of("disk-full", 2L),
            Map.of(),
            "p1",
            List.of(
                new LostRange(
                    "disk-full",
                    "alarm",
                    2,
                    Optional.empty(),
                    Optional.of(new LostRange.Place(7, 9))))));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void an_arrival_comes_back_as_it_went(Message message) {
    Topic<Arrival> topic = Topics.of(message.kind());
    Arrival arrival = new Arrival("the \"old\" barn é", message);

    Arrival back = topic.codec().decode(topic.codec().encode(arrival));

    assertEquals(arrival, back);
  }

  @Test
  void readings_go_by_place_and_everything_else_by_station() {
    Said said = Said.by("pi-1");

    assertEquals("goat-barn", new Arrival("goat-barn", said.at(TEN).celsius(20)).key());
    assertEquals("pi-1", new Arrival("bike-1", said.at(TEN).fix(50.9, 1.8)).key());
  }

  @Test
  void the_envelope_is_readable_by_people() {
    Message count = new FootfallCount(STAMP, TEN.minusSeconds(60), 12, 3);

    byte[] bytes = Topics.FOOTFALL.codec().encode(new Arrival("theatre", count));

    assertEquals(
        "{\"place\":\"theatre\",\"message\":{\"station\":\"pi-1\",\"boot\":7,\"sequence\":42,"
            + "\"measuredAt\":\"2026-11-23T10:00:00.123Z\",\"clock\":\"estimated\","
            + "\"from\":\"2026-11-23T09:59:00.123Z\",\"in\":12,\"out\":3}}",
        new String(bytes, StandardCharsets.UTF_8));
  }

  @Test
  void what_is_no_arrival_is_refused_with_a_reason() {
    for (String text : List.of("", "nonsense", "{}", "[1]", "{\"place\":\"a\",\"message\":{}}")) {
      assertThrows(
          IllegalArgumentException.class,
          () -> Topics.READINGS.codec().decode(text.getBytes(StandardCharsets.UTF_8)));
    }
  }

  @Test
  void a_message_on_the_topic_of_another_kind_is_refused() {
    Message count = new FootfallCount(STAMP, TEN.minusSeconds(60), 12, 3);

    assertThrows(
        IllegalArgumentException.class,
        () -> Topics.READINGS.codec().encode(new Arrival("theatre", count)));
  }
}
