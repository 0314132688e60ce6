package fr.anima.wire;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reading never throws, whatever the bytes. */
class MangledBytesTest {
  private static final List<Message.Kind> KINDS = List.of(Message.Kind.values());
  private static final int MUTATIONS = 20_000;
  private static final String FAVOURITES = "{}[],:\"\\0-1e9.+ntfu\0\u007f";

  static Stream<Sample> short_samples() {
    return Stream.concat(Sample.golden(), Sample.refused()).filter(it -> it.bytes().length < 4_000);
  }

  private static void read(Message.Kind kind, byte[] bytes, String what) {
    List<Decoded> decoded = WireJson.decode(new WireTopic(new StationId("goat-barn"), kind), bytes);
    assertFalse(decoded.isEmpty(), what);
    for (Decoded each : decoded) {
      each.fold(
          known -> WireJson.encode(known.message()),
          no -> no.text().getBytes(StandardCharsets.UTF_8));
    }
    try {
      WireJson.decodePlan(bytes);
    } catch (WireException refused) {
      // the one exception a plan may be refused with
    }
  }

  @ParameterizedTest
  @MethodSource("short_samples")
  void a_sample_cut_at_any_byte_is_read_without_an_exception(Sample sample) {
    byte[] whole = sample.bytes();
    for (int length = 0; length < whole.length; length++) {
      read(sample.kind(), Arrays.copyOf(whole, length), sample + " cut at " + length);
    }
  }

  @Test
  void twenty_thousand_mutations_are_read_without_an_exception() {
    long seed = Long.getLong("anima.seed", 20_261_123L);
    System.out.println("mangled bytes: anima.seed=" + seed);
    Random random = new Random(seed);
    List<Sample> samples = short_samples().toList();
    for (int number = 0; number < MUTATIONS; number++) {
      Sample sample = samples.get(random.nextInt(samples.size()));
      byte[] bytes = mutated(sample.bytes(), random);
      Message.Kind kind = KINDS.get(random.nextInt(KINDS.size()));
      read(random.nextBoolean() ? sample.kind() : kind, bytes, "mutation " + number);
    }
  }

  private static byte[] mutated(byte[] original, Random random) {
    byte[] bytes = original.length == 0 ? new byte[1] : original.clone();
    for (int change = random.nextInt(4); change >= 0; change--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt(256);
        case 2 -> bytes[at] = (byte) FAVOURITES.charAt(random.nextInt(FAVOURITES.length()));
        case 3 -> bytes = spliced(bytes, at, random.nextInt(bytes.length), random);
        default -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
      }
    }
    return bytes;
  }

  /** A piece of the bytes put in at another place. */
  private static byte[] spliced(byte[] bytes, int at, int from, Random random) {
    int length = Math.min(1 + random.nextInt(40), bytes.length - from);
    byte[] longer = new byte[bytes.length + length];
    System.arraycopy(bytes, 0, longer, 0, at);
    System.arraycopy(bytes, from, longer, at, length);
    System.arraycopy(bytes, at, longer, at + length, bytes.length - at);
    return longer;
  }
}
