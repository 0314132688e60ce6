package fr.anima.edge.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.wire.Decoded;
import fr.anima.wire.Fuzzing;
import fr.anima.wire.Message;
import fr.anima.wire.StationId;
import fr.anima.wire.WireException;
import fr.anima.wire.WireGzip;
import fr.anima.wire.WireJson;
import fr.anima.wire.WireTopic;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever a publish carries, packed or not: messages and refusals, and a message that was read is
 * the same when it is written and read again.
 */
public final class WireFuzzTest {
  private static final Message.Kind[] KINDS = Message.Kind.values();
  private static final int MOST_BYTES = 10 * WireJson.MOST_BYTES; // packed or not

  @TempDir Path work;

  /**
   * Jazzer's way in: the first byte is the kind of the topic, and whether the rest is packed first,
   * because a checksum hides what is behind it.
   */
  public static void fuzzerTestOneInput(byte[] bytes) {
    if (bytes.length == 0) {
      return;
    }
    Message.Kind kind = KINDS[(bytes[0] & 0x7f) % KINDS.length];
    WireTopic topic = new WireTopic(new StationId("goat-barn"), kind);
    byte[] given = Arrays.copyOfRange(bytes, 1, bytes.length);
    byte[] payload = bytes[0] < 0 ? WireGzip.pack(given) : given;
    for (Decoded each : read(topic, payload)) {
      each.fold(
          known -> {
            List<Decoded> again = WireJson.decode(topic, WireJson.encode(known.message()));
            assertEquals(List.of(known), again);
            return true;
          },
          no -> {
            assertTrue(no.detail().length() <= 400 && no.text().length() <= 2_000, no.toString());
            return false;
          });
    }
  }

  private static List<Decoded> read(WireTopic topic, byte[] payload) {
    try {
      WireJson.decodePlan(payload);
    } catch (WireException refused) {
      // the one exception a plan may be refused with
    }
    List<Decoded> decoded = WireJson.decode(topic, payload);
    assertTrue(!decoded.isEmpty());
    return decoded;
  }

  @Test
  void no_payload_makes_the_reader_stumble() throws Exception {
    List<byte[]> seeds = new ArrayList<>();
    for (String sample : (Iterable<String>) samples()::iterator) {
      byte[] json = resource(sample);
      for (int kind = 0; kind < KINDS.length && json.length < 4_000; kind++) {
        if (sample.contains(KINDS[kind].word())) {
          seeds.add(with(kind, json));
          seeds.add(with(kind | 0x80, json));
          seeds.add(with(kind, WireGzip.pack(json)));
        }
      }
    }
    new Fuzzing(
            WireFuzzTest.class, "fr.anima.wire.**:com.fasterxml.jackson.core.json.**", MOST_BYTES)
        .run(work, seeds, WireFuzzTest::fuzzerTestOneInput, 5_000, 800);
  }

  private static Stream<String> samples() throws IOException {
    return Stream.of("golden.txt", "refused.txt")
        .flatMap(it -> new String(resource(it), StandardCharsets.UTF_8).lines());
  }

  private static byte[] resource(String name) {
    try (InputStream in = WireJson.class.getResourceAsStream("samples/" + name)) {
      if (in == null) {
        throw new IllegalStateException("no sample " + name);
      }
      return in.readAllBytes();
    } catch (IOException why) {
      throw new UncheckedIOException(why);
    }
  }

  private static byte[] with(int first, byte[] rest) {
    byte[] all = new byte[rest.length + 1];
    all[0] = (byte) first;
    System.arraycopy(rest, 0, all, 1, rest.length);
    return all;
  }
}
