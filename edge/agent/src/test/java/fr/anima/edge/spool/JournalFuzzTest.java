package fr.anima.edge.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.edge.InMemory;
import fr.anima.wire.Fuzzing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever lies in a journal's files: it opens, and gives nothing twice. */
public final class JournalFuzzTest {
  private static final SpoolLimits LIMITS = Spools.SMALL;
  private static final String FIRST = "telemetry-0000000000000005";

  private static final int MOST_BYTES = 2 << 20; // windows that a segment is read through

  @TempDir(factory = InMemory.class)
  Path work;

  /**
   * Jazzer's way in: the first byte says how many of the last are the list of what is settled, and
   * whether the files are also looked at as they lie, which waits where one may be growing; the
   * rest is the segment. Checksums hide what is behind them; here each is made right.
   */
  public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
    if (bytes.length == 0) {
      return;
    }
    int listed = Math.min(bytes[0] & 0x7f, bytes.length - 1);
    byte[] segment = sealed(Arrays.copyOfRange(bytes, 1, bytes.length - listed));
    byte[] list = settled(Arrays.copyOfRange(bytes, bytes.length - listed, bytes.length));
    Path directory = Fuzzing.folder();
    Spools.clear(directory);
    Files.write(directory.resolve(FIRST + ".seg"), segment);
    Files.write(directory.resolve(FIRST + ".ack"), list);
    if (bytes[0] < 0) {
      SpoolFiles.look(directory, each -> {});
    }
    open(directory);
  }

  private static void open(Path directory) throws IOException {
    try (Spool spool = Spool.open(directory, LIMITS)) {
      Set<Long> ordinals = new HashSet<>();
      for (SpoolRecord each : Spools.all(spool)) {
        assertTrue(ordinals.add(each.ordinal()), "twice " + each);
        spool.forget(each);
      }
      assertEquals(0, spool.state().records());
    }
  }

  private static byte[] sealed(byte[] segment) {
    ByteBuffer bytes = ByteBuffer.wrap(segment);
    for (int at = 0; at + SegmentFormat.HEADER <= segment.length; at++) {
      long end = at + SegmentFormat.HEADER + (bytes.getInt(at + 8) & 0xffffffffL);
      if (bytes.getInt(at) == SegmentFormat.MAGIC && end <= segment.length) {
        bytes.putInt(at + 4, sum(bytes.slice(at + 8, (int) end - at - 8)));
        at = (int) end - 1;
      }
    }
    return segment;
  }

  private static byte[] settled(byte[] list) {
    ByteBuffer bytes = ByteBuffer.wrap(list);
    for (int at = 0; at + 12 <= list.length; at += 12) {
      ByteBuffer entry = ByteBuffer.allocate(16).putLong(5);
      entry.putInt(bytes.getInt(at)).putInt(bytes.getInt(at + 4)).flip();
      bytes.putInt(at + 8, sum(entry));
    }
    return list;
  }

  private static int sum(ByteBuffer of) {
    CRC32C sum = new CRC32C();
    sum.update(of);
    return (int) sum.getValue();
  }

  @Test
  void no_bytes_keep_it_from_opening() throws Exception {
    new Fuzzing(JournalFuzzTest.class, "fr.anima.edge.spool.**", MOST_BYTES)
        .run(work, seeds(), JournalFuzzTest::fuzzerTestOneInput, 300, 500);
  }

  private static List<byte[]> seeds() {
    List<byte[]> seeds = new ArrayList<>();
    seeds.add(seed(new int[0], 5, 6, 7));
    seeds.add(seed(new int[] {0, 1, 2, 1, 3, 0}, 5, 6, 7)); // two of three, and finished
    seeds.add(seed(new int[] {4, 0, 0, 3}, 5, 6, 6, 9)); // one twice, two missing
    seeds.add(seed(new int[] {1, 0}, 1, 5)); // found: a record of another file, ordinal too small
    seeds.add(seed(new int[] {-9, 5, 0, -1, 7, Integer.MAX_VALUE, 1, 0}, 5)); // found: impossible
    byte[] torn = seed(new int[0], 5, 6);
    seeds.add(Arrays.copyOf(torn, torn.length - 20));
    return seeds;
  }

  private static byte[] seed(int[] settled, long... ordinals) {
    ByteBuffer bytes = ByteBuffer.allocate(1_024);
    bytes.put((byte) (0x80 | settled.length * 6));
    for (long each : ordinals) {
      byte[] payload = Spools.payload(7, each);
      bytes.put(
          SegmentFormat.write(
              new SpoolRecord(7, each, SpoolRecord.Rank.TELEMETRY, "readings", payload, each)));
    }
    for (int i = 0; i < settled.length; i += 2) {
      bytes.putInt(settled[i]).putInt(settled[i + 1]).putInt(0);
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }
}
