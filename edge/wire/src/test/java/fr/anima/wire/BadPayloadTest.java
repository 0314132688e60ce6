package fr.anima.wire;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What nobody meant to send; damage without a pattern is Jazzer's to find. */
class BadPayloadTest {
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
  void a_few_bytes_that_unpack_to_thousands_of_empty_objects_cost_a_mebibyte_at_most() {
    byte[] objects = ("[" + "{},".repeat(21_000) + "{}]").getBytes(StandardCharsets.UTF_8);
    byte[] packed = WireGzip.pack(objects);
    read(Message.Kind.READINGS, packed, "the first time loads classes");
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();

    WireJson.decode(new WireTopic(new StationId("goat-barn"), Message.Kind.READINGS), packed);

    long taken = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(taken < 1 << 20, packed.length + " bytes took " + taken);
  }
}
