package fr.anima.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused for ever, each with its reason: the first part of the sample's name. */
class RefusedSamplesTest {
  private static final StationId STATION = new StationId("goat-barn");

  static Stream<Sample> refused() {
    return Sample.refused();
  }

  private static Decoded.Unreadable only(List<Decoded> decoded) {
    assertEquals(1, decoded.size());
    return decoded
        .get(0)
        .fold(
            known -> {
              throw new AssertionError("accepted: " + known.message());
            },
            no -> no);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void is_refused_with_its_reason_in_a_sentence(Sample sample) {
    if (sample.flaw() == Flaw.UNKNOWN_VERSION) {
      String topic = "anima/v2/goat-barn/" + sample.kind().word();
      WireException why = assertThrows(WireException.class, () -> WireTopic.parse(topic));
      assertEquals(Flaw.UNKNOWN_VERSION, why.flaw());
      return;
    }

    Decoded.Unreadable no =
        only(WireJson.decode(new WireTopic(STATION, sample.kind()), sample.bytes()));

    assertEquals(sample.flaw(), no.flaw(), no.detail());
    assertFalse(no.detail().isBlank());
    assertTrue(no.detail().length() <= 410, no.detail());
    assertTrue(no.text().length() <= 2_000);
  }

  @Test
  void every_flaw_has_a_sample() {
    assertEquals(
        EnumSet.allOf(Flaw.class), refused().map(Sample::flaw).collect(Collectors.toSet()));
  }

  @Test
  void one_bad_message_of_an_array_costs_nothing_but_itself() {
    String good =
        "{\"station\":\"goat-barn\",\"boot\":1,\"sequence\":%d,\"measuredAt\":"
            + "\"2026-11-23T10:00:00Z\",\"clock\":\"synced\","
            + "\"readings\":[{\"quantity\":\"light\",\"value\":1,\"unit\":\"lx\"}]}";
    String array =
        "[" + String.format(good, 1) + ",{}," + String.format(good, 3) + ",null,7,\"x\",[]]";

    List<Decoded> decoded =
        WireJson.decode(
            new WireTopic(STATION, Message.Kind.READINGS), array.getBytes(StandardCharsets.UTF_8));

    assertEquals(
        List.of(true, false, true, false, false, false, false),
        decoded.stream().map(Decoded.Known.class::isInstance).toList());
  }

  @Test
  void a_publish_of_one_byte_too_many_is_too_large() {
    WireTopic topic = new WireTopic(STATION, Message.Kind.READINGS);
    byte[] most = new byte[WireJson.MOST_BYTES];
    Arrays.fill(most, (byte) ' ');

    assertEquals(Flaw.UNREADABLE, only(WireJson.decode(topic, most)).flaw());
    byte[] more = Arrays.copyOf(most, most.length + 1);
    assertEquals(Flaw.TOO_LARGE, only(WireJson.decode(topic, more)).flaw());
  }

  @Test
  void what_is_packed_is_held_to_the_same_size_unpacked() {
    WireTopic topic = new WireTopic(STATION, Message.Kind.READINGS);
    byte[] most = new byte[WireJson.MOST_BYTES];
    Arrays.fill(most, (byte) ' ');
    byte[] bomb = new byte[100 << 20];

    assertEquals(Flaw.UNREADABLE, only(WireJson.decode(topic, WireGzip.pack(most))).flaw());
    assertEquals(Flaw.TOO_LARGE, only(WireJson.decode(topic, WireGzip.pack(bomb))).flaw());
  }

  @Test
  void what_only_begins_like_gzip_or_is_cut_off_is_unreadable() {
    WireTopic topic = new WireTopic(STATION, Message.Kind.READINGS);
    byte[] whole = WireGzip.pack("[]".getBytes(StandardCharsets.UTF_8));

    for (int length = 3; length < whole.length; length++) {
      Decoded.Unreadable no = only(WireJson.decode(topic, Arrays.copyOf(whole, length)));
      assertEquals(Flaw.UNREADABLE, no.flaw(), length + " bytes");
    }
    byte[] false1 = {0x1f, (byte) 0x8b, '{', '}'};
    assertEquals(Flaw.UNREADABLE, only(WireJson.decode(topic, false1)).flaw());
  }

  @Test
  void nothing_of_a_hostile_word_reaches_a_log_but_a_short_tame_beginning() {
    String hostile = "\\u0000\\n\\u001b[31m\\u202e" + "x".repeat(3_000);
    String message =
        "{\"station\":\"goat-barn\",\"boot\":1,\"sequence\":1,\"measuredAt\":"
            + "\"2026-11-23T10:00:00Z\",\"clock\":\"synced\",\"readings\":[{\"quantity\":\""
            + hostile
            + "\",\"value\":1,\"unit\":\"lx\"}]}";

    Decoded.Unreadable no =
        only(
            WireJson.decode(
                new WireTopic(STATION, Message.Kind.READINGS),
                message.getBytes(StandardCharsets.UTF_8)));

    assertEquals(Flaw.UNKNOWN_QUANTITY, no.flaw());
    assertTrue(no.detail().chars().noneMatch(Character::isISOControl), no.detail());
    assertTrue(no.detail().indexOf('\u202e') < 0 && !no.detail().contains("x".repeat(50)));
    assertTrue(no.detail().endsWith("output"), "the list of known words is whole: " + no.detail());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "{\"id\":\"night\"}",
        "{\"id\":\"night\",\"periodSeconds\":[1]}",
        "{\"id\":\"\",\"periodSeconds\":{}}",
        "{\"id\":\"night\",\"periodSeconds\":{\"climate\":0}}",
        "{\"id\":\"night\",\"periodSeconds\":{\"climate\":\"often\"}}",
        "{\"id\":7,\"periodSeconds\":{}}"
      })
  void a_plan_that_is_none_is_refused(String text) {
    assertThrows(
        WireException.class, () -> WireJson.decodePlan(text.getBytes(StandardCharsets.UTF_8)));
  }
}
