package fr.anima.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The sample files of the contract, with what their names say. */
record Sample(String name) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Stream<Sample> golden() {
    return listed("golden.txt");
  }

  static Stream<Sample> refused() {
    return listed("refused.txt");
  }

  private static Stream<Sample> listed(String list) {
    return new String(bytes(list), StandardCharsets.UTF_8).lines().map(Sample::new);
  }

  private static byte[] bytes(String file) {
    try (InputStream in = Sample.class.getResourceAsStream("samples/" + file)) {
      if (in == null) {
        throw new IllegalStateException("no sample " + file + ": is it in the list but not there?");
      }
      return in.readAllBytes();
    } catch (IOException why) {
      throw new UncheckedIOException(why);
    }
  }

  byte[] bytes() {
    return bytes(name);
  }

  JsonNode json() throws IOException {
    return JSON.readTree(bytes());
  }

  private List<String> parts() {
    String file = name.substring(name.indexOf('/') + 1, name.length() - ".json".length());
    return List.of(file.split("--", -1));
  }

  /** Refused samples begin with the flaw. */
  Flaw flaw() {
    return Flaw.valueOf(parts().get(0).toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  Message.Kind kind() {
    return Message.Kind.ofWord(parts().get(name.startsWith("v1/") ? 0 : 1));
  }

  /** Golden samples travel on the topic of the station they name. */
  WireTopic topic() throws IOException {
    JsonNode first = json();
    JsonNode one = first.isArray() ? first.get(0) : first;
    return new WireTopic(new StationId(one.get("station").textValue()), kind());
  }

  @Override
  public String toString() {
    return name;
  }
}
