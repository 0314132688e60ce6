package fr.anima.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One pass and a tree say the same, or one pass says nothing. */
class ReadingsReaderTest {
  private static final String USUAL =
      """
      {"station":"goat-barn","boot":17,"sequence":4,"measuredAt":"2026-11-23T10:00:00.250Z",\
      "clock":"synced","readings":[{"quantity":"temperature","value":21.5,"unit":"Cel"},\
      {"quantity":"humidity","value":61,"unit":"%RH"}]}""";

  @Test
  void what_agents_write_is_read_in_one_pass() throws IOException {
    assertEquals(byTree(USUAL), inOnePass(USUAL).orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"station\":\"goat-barn\"}",
        "{\"readings\":[]}",
      })
  void what_is_not_whole_is_left_to_the_tree(String text) throws IOException {
    assertEquals(Optional.empty(), inOnePass(text));
  }

  @Test
  void whatever_value_is_written_both_read_the_same_one() throws IOException {
    long seed = 20261128;
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    Stamp stamp = inOnePass(USUAL).orElseThrow().stamp();
    for (int round = 0; round < 20_000; round++) {
      double value = random.nextDouble() * Math.pow(10, random.nextInt(40) - 38);
      Measurement measured = new Measurement(Quantity.TEMPERATURE, value);
      Readings readings = new Readings(stamp, List.of(measured));
      String text = new String(MessageWriter.write(readings), StandardCharsets.UTF_8);
      assertEquals(readings, inOnePass(text).orElseThrow(), text);
      assertEquals(readings, byTree(text), text);
    }
  }

  @Test
  void whatever_byte_is_changed_both_read_the_same() throws IOException {
    long seed = 20261127;
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    int read = 0;
    for (int round = 0; round < 20_000; round++) {
      StringBuilder changed = new StringBuilder(USUAL);
      int at = random.nextInt(changed.length());
      switch (random.nextInt(3)) {
        case 0 -> changed.setCharAt(at, (char) (' ' + random.nextInt(95)));
        case 1 -> changed.deleteCharAt(at);
        default -> changed.insert(at, changed.charAt(random.nextInt(changed.length())));
      }
      Optional<Readings> fast = inOnePass(changed.toString());
      if (fast.isPresent()) {
        read++;
        assertEquals(byTree(changed.toString()), fast.get(), changed::toString);
      }
    }
    assertTrue(read > 1_000, read + " were read in one pass");
  }

  private static Optional<Readings> inOnePass(String text) throws IOException {
    try (JsonParser json = MessageReader.pass(text.getBytes(StandardCharsets.UTF_8))) {
      json.nextToken();
      Optional<Readings> readings = ReadingsReader.read(json);
      return json.nextToken() == null ? readings : Optional.empty();
    } catch (IOException notJson) {
      return Optional.empty();
    }
  }

  private static Message byTree(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return MessageReader.read(Message.Kind.READINGS, MessageReader.tree(bytes));
  }
}
