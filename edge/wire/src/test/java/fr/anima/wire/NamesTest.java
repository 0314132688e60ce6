package fr.anima.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Station names and topics: safe in paths, logs and on brokers. */
class NamesTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "7", "goat-barn", "bike-2", "0-0", "a--b"})
  void a_plain_name_is_a_station(String name) {
    assertEquals(name, new StationId(name).toString());
  }

  @Test
  void a_station_name_has_at_most_64_characters() {
    assertEquals(64, new StationId("x".repeat(64)).value().length());
    assertThrows(IllegalArgumentException.class, () -> new StationId("x".repeat(65)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-a",
        "Goat",
        "goat barn",
        "goat_barn",
        "goat/barn",
        "../etc",
        "a+",
        "#",
        "+",
        "é",
        "a\n",
        "a\0",
        "a\u202e",
        "a.b"
      })
  void any_other_name_is_none(String name) {
    assertThrows(IllegalArgumentException.class, () -> new StationId(name));
  }

  @ParameterizedTest
  @EnumSource
  void a_topic_is_read_as_it_is_written(Message.Kind kind) {
    WireTopic topic = new WireTopic(new StationId("goat-barn"), kind);

    assertEquals(topic, WireTopic.parse(topic.name()));
    assertEquals("anima/v1/goat-barn/" + kind.word(), topic.name());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "anima",
        "anima/v1/goat-barn",
        "anima/v1/goat-barn/",
        "anima/v1/goat-barn/readings/",
        "/anima/v1/goat-barn/readings",
        "Anima/v1/goat-barn/readings",
        "anima/v1/goat-barn/Readings",
        "anima/v1/goat-barn/plan",
        "anima/v1/+/readings",
        "anima/v1/goat-barn/#",
        "anima/v1//readings",
        "anima/v1/goat barn/readings",
        "anima/v1/goat-barn/box_temperature"
      })
  void another_topic_is_unreadable(String name) {
    assertEquals(Flaw.UNREADABLE, refusal(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"anima/v2/goat-barn/readings", "anima/v0/x/y", "anima//goat-barn/readings"})
  void another_version_is_told_apart(String name) {
    assertEquals(Flaw.UNKNOWN_VERSION, refusal(name));
  }

  private static Flaw refusal(String topic) {
    return assertThrows(WireException.class, () -> WireTopic.parse(topic)).flaw();
  }

  @Test
  void the_plan_comes_down_on_a_topic_of_its_own() {
    assertEquals("anima/v1/goat-barn/plan", WireTopic.planOf(new StationId("goat-barn")));
  }
}
