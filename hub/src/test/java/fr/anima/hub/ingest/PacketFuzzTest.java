package fr.anima.hub.ingest;

import static fr.anima.hub.ingest.FuzzedClient.FIVE;
import static fr.anima.hub.ingest.FuzzedClient.MOOD;
import static fr.anima.hub.ingest.FuzzedClient.PACKED;
import static fr.anima.hub.ingest.FuzzedClient.PIECES;
import static fr.anima.hub.ingest.FuzzedClient.QOS;
import static fr.anima.hub.ingest.FuzzedClient.STRANGER;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import fr.anima.hub.ingest.conformance.Packet;
import fr.anima.wire.Fuzzing;
import fr.anima.wire.WireJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Promise I5: whatever anybody sends, from the first byte of a connection to a payload's last.
 * Buffers are counted to the byte after each run, which finds a leak where it happens; Netty's leak
 * detector would find it some collections later.
 */
public final class PacketFuzzTest {
  /** A connection with its pipeline, meters and registry, and what is answered. */
  private static final int MOST_BYTES = 512 << 10;

  private static final int SOME = 4;
  private static final int LONG_RUNS = 10_000_000;

  private static final String WATCHED =
      "fr.anima.hub.ingest.**:fr.anima.wire.**:io.netty.handler.codec.mqtt.**:io.vertx.mqtt.**"
          + ":com.fasterxml.jackson.core.json.**:com.fasterxml.jackson.dataformat.cbor.**";

  @TempDir Path work;

  /** Jazzer's way in. */
  public static void fuzzerTestOneInput(byte[] bytes) throws Exception {
    if (bytes.length == 0) {
      return;
    }
    int[] packed = new int[1];
    Fuzzing.frugally(
        bytes,
        () -> MOST_BYTES + packed[0] * 10L * WireJson.MOST_BYTES,
        it -> packed[0] = FuzzedClient.live(it));
  }

  /** Jazzer's first call: what is logged of a million refusals is nobody's. */
  public static void fuzzerInitialize() {
    log().setLevel(Level.OFF);
  }

  @BeforeEach
  void quiet() {
    fuzzerInitialize();
  }

  @AfterEach
  void loud() {
    log().setLevel(null);
  }

  private static Logger log() {
    return (Logger) LoggerFactory.getLogger("fr.anima.hub.ingest");
  }

  @Test
  void nothing_a_client_sends_crashes_or_bloats_the_endpoint() throws Exception {
    new Fuzzing(PacketFuzzTest.class, WATCHED, Integer.MAX_VALUE, LONG_RUNS)
        .run(work, seeds(), PacketFuzzTest::fuzzerTestOneInput, 3_000, 4_000);
  }

  private static List<byte[]> seeds() throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    Map<Integer, List<byte[]>> publishes = publishes(seeds);
    List<byte[]> others = others();
    publishes.forEach(
        (speaker, told) -> {
          told.forEach(it -> seeds.add(input(speaker, List.of(it))));
          List<byte[]> some = told.subList(0, Math.min(SOME, told.size()));
          seeds.add(input(speaker | FIVE | MOOD, some));
          seeds.add(input(speaker | 2 * MOOD | PIECES, some));
          others.forEach(it -> seeds.add(input(speaker | FIVE, List.of(it, told.get(0)))));
          seeds.add(input(speaker, others));
        });
    return seeds;
  }

  /** What each speaker publishes, from the corpus; what strangers send are seeds as they are. */
  private static Map<Integer, List<byte[]>> publishes(List<byte[]> seeds) throws IOException {
    Map<Integer, List<byte[]>> publishes = new TreeMap<>();
    for (String line : text(PacketFuzzTest.class, "corpus.txt").lines().toList()) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] word = line.split(" ", 3);
      int speaker = Integer.parseInt(word[0]);
      byte[] payload =
          word[2].startsWith("hex:")
              ? HexFormat.of().parseHex(word[2].substring(4))
              : word[2].getBytes(StandardCharsets.UTF_8);
      if (speaker == STRANGER) {
        seeds.add(input(STRANGER, List.of(payload)));
        seeds.add(input(STRANGER | PIECES, List.of(payload)));
      } else {
        add(publishes, speaker, Integer.parseInt(word[1]), payload);
      }
    }
    for (String sample : text(WireJson.class, "samples/golden.txt").lines().toList()) {
      byte[] payload = text(WireJson.class, "samples/" + sample).getBytes(StandardCharsets.UTF_8);
      for (int topic = 0; topic < 4 && payload.length < 2_000; topic++) {
        add(publishes, 1 + topic % 3, topic, payload);
      }
    }
    return publishes;
  }

  private static void add(
      Map<Integer, List<byte[]>> publishes, int speaker, int topic, byte[] payload) {
    List<byte[]> told = publishes.computeIfAbsent(speaker, it -> new ArrayList<>());
    told.add(FuzzedClient.publish(topic | QOS, payload));
    told.add(FuzzedClient.publish(topic | QOS | PACKED, payload));
  }

  /** What a client that is known may send besides, well or not. */
  private static List<byte[]> others() {
    return List.of(
        FuzzedClient.any(new Packet().of(0xC0)),
        FuzzedClient.any(new Packet().bytes(0, 1).text("anima/v1/s/plan").bytes(1).of(0x82)),
        FuzzedClient.any(new Packet().bytes(0, 1, 0).text("anima/v1/s/plan").bytes(1).of(0x82)),
        FuzzedClient.any(new Packet().bytes(0, 2, 0).text("$share/a/#").bytes(0).of(0x82)),
        FuzzedClient.any(new Packet().bytes(0, 3, 0).text("anima/v1/s/plan").of(0xA2)),
        FuzzedClient.any(new Packet().bytes(0, 1).of(0x40)),
        FuzzedClient.any(new Packet().bytes(0, 1).of(0x62)),
        FuzzedClient.any(new Packet().bytes(0, 9, 0x10, 3, 0x1f, 0, 0).of(0x50)),
        FuzzedClient.any(new Packet().bytes(0, 9, 0x29).of(0x50)), // found: a reason of none
        FuzzedClient.any(new Packet().bytes(0, 0).of(0xE0)),
        FuzzedClient.any(new Packet().bytes(0x18, 0).of(0xF0)),
        FuzzedClient.any(
            new Packet().text("t").bytes(0, 9, 9, 1, 1, 3, 0, 2, 'a', 'b').bytes(1).of(0x35)));
  }

  private static byte[] input(int first, List<byte[]> told) {
    Packet input = new Packet().bytes(first);
    told.forEach(input::raw);
    return input.content();
  }

  private static String text(Class<?> beside, String name) {
    try (InputStream in = beside.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException why) {
      throw new UncheckedIOException(why);
    }
  }
}
