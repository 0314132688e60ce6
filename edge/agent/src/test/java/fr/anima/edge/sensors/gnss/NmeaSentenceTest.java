package fr.anima.edge.sensors.gnss;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NmeaSentenceTest {
  private static final String GOOD =
      "$GPRMC,193221.00,A,2037.7279,N,08704.0848,W,00.1,201.8,231207,01,W,A*2D";

  @Test
  void an_undamaged_sentence_is_its_talker_type_and_fields() {
    NmeaSentence sentence = NmeaSentence.parse(GOOD + "\r\n").orElseThrow();

    assertEquals("GP", sentence.talker());
    assertEquals("RMC", sentence.type());
    assertEquals("193221.00", sentence.field(0));
    assertEquals("A", sentence.field(11));
    assertEquals("", sentence.field(12));
  }

  @Test
  void any_talker_may_speak() {
    for (String talker : List.of("GN", "GL", "GA", "GB", "BD", "GQ", "II")) {
      assertEquals(talker, NmeaSentence.parse(sealed(talker + "GGA,1")).orElseThrow().talker());
    }
  }

  @Test
  void a_proprietary_sentence_is_not_mistaken_for_a_position() {
    assertEquals("PGRME", NmeaSentence.parse(sealed("PGRME,1")).orElseThrow().type());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "$",
        "$*00",
        "$GPRMC,193221.00,A",
        "$GPRMC,193221.00,A*",
        "$GPRMC,193221.00,A*2",
        "$GPRMC,193221.00,A*GG",
        "GPRMC,193221.00,A*00",
        "$GPGSA,A,1*1E0,*4E"
      })
  void a_sentence_without_its_checksum_is_refused(String line) {
    assertEquals(Optional.empty(), NmeaSentence.parse(line));
  }

  @Test
  void every_single_changed_character_is_noticed() {
    for (int i = 0; i < GOOD.length(); i++) {
      char[] changed = GOOD.toCharArray();
      changed[i] = (char) (changed[i] ^ 1);

      assertEquals(Optional.empty(), NmeaSentence.parse(new String(changed)), "character " + i);
    }
  }

  @Test
  void characters_that_are_not_printable_are_refused_even_with_a_right_checksum() {
    assertEquals(Optional.empty(), NmeaSentence.parse(sealed("GPRMC,\u00001")));
    assertEquals(Optional.empty(), NmeaSentence.parse(sealed("GPRMC,\u00e91")));
  }

  @Test
  void a_dollar_starts_anew_and_remarks_and_rubbish_are_passed_over() throws IOException {
    String stream =
        "# a remark about $GPRMC,1*00\n\u0000\u00ff,1.7*7D\n$GPGSA,A,1,,*1E" + GOOD + "\r\n" + GOOD;

    List<NmeaSentence> sentences = read(stream.getBytes(StandardCharsets.ISO_8859_1));

    assertEquals(List.of("RMC", "RMC"), sentences.stream().map(NmeaSentence::type).toList());
  }

  static String sealed(String body) {
    return "$" + body + String.format("*%02X", body.chars().reduce(0, (sum, c) -> sum ^ c));
  }

  private static List<NmeaSentence> read(byte[] bytes) throws IOException {
    List<NmeaSentence> sentences = new ArrayList<>();
    try (NmeaLines lines = new NmeaLines(new ByteArrayInputStream(bytes))) {
      for (Optional<NmeaSentence> it = lines.next(); it.isPresent(); it = lines.next()) {
        sentences.add(it.get());
      }
    }
    return sentences;
  }
}
