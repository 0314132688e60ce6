package fr.anima.edge.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.edge.spool.card.Cursor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise E8: the card is not worn out. */
class SpoolWearTest {
  private static final int SECONDS = Boolean.getBoolean("anima.long") ? 120 : 8;
  private static final Pattern CALLS =
      Pattern.compile("^\\s*[\\d.]+\\s+[\\d.]+\\s+\\d+\\s+(\\d+)\\s.*(fsync|fdatasync)$");

  @TempDir Path work;

  @Test
  void a_station_without_a_hub_forces_once_a_second_and_writes_less_than_twice_what_it_says()
      throws Exception {
    LoopCard.assumeWorks("strace");
    Path counts = work.resolve("counts");

    PacedWriter.Told told =
        PacedWriter.run(
            work.resolve("spool"),
            SECONDS,
            "strace",
            "-f",
            "-c",
            "-e",
            "trace=fsync,fdatasync",
            "-o",
            counts.toString());

    long forces =
        Files.readAllLines(counts).stream()
            .map(CALLS::matcher)
            .filter(Matcher::matches)
            .mapToLong(it -> Long.parseLong(it.group(1)))
            .sum();
    System.out.printf(
        "wear: %d s, %d bytes of payload, %d written, %d forces%n",
        SECONDS, told.payload(), told.written(), forces);
    // beside one a second: the boot, the first file's directory, and the end
    assertTrue(forces > SECONDS / 2 && forces <= SECONDS + 6, forces + " forces");
    assertTrue(told.written() <= 2 * told.payload(), told.toString());
    assertEquals(List.of(Cursor.NAME), Spools.files(work.resolve("spool")));
  }

  @Test
  void what_the_hub_has_before_the_second_is_over_is_not_forced() throws IOException {
    try (SpoolSegment segment = SpoolSegment.create(work, SpoolRecord.Rank.TELEMETRY, 1)) {
      segment.append(record(1));
      segment.settle(1);
      assertTrue(segment.takeDirty().isEmpty());

      segment.append(record(2));
      assertTrue(segment.takeDirty().isPresent());
    }
  }

  private static SpoolRecord record(long sequence) {
    return new SpoolRecord(
        7, sequence, SpoolRecord.Rank.TELEMETRY, "readings", new byte[10], sequence);
  }
}
