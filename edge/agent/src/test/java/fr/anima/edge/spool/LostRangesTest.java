package fr.anima.edge.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise E3: what is lost is told by its kind, its rank, and from where to where. */
class LostRangesTest {
  private static final SpoolRecord.Rank TELEMETRY = SpoolRecord.Rank.TELEMETRY;

  @TempDir Path directory;

  private static SpoolLoss loss(String name, SpoolRecord.Rank rank, long from, long to) {
    SpoolLoss.Range range =
        new SpoolLoss.Range(
            rank,
            Optional.of(new SpoolLoss.Place(7, from)),
            Optional.of(new SpoolLoss.Place(7, to)));
    return new SpoolLoss(name, to - from + 1, range, "");
  }

  private static List<String> words(List<SpoolLoss> losses) {
    return losses.stream().map(it -> it.name() + " " + it.records() + " " + it.range()).toList();
  }

  @Test
  void ranges_of_a_kind_that_nearly_touch_are_one_and_others_are_not() {
    LostRanges ranges = new LostRanges(directory);
    ranges.add(loss(SpoolLoss.QUOTA, TELEMETRY, 1, 100));
    ranges.add(loss(SpoolLoss.QUOTA, SpoolRecord.Rank.ALARM, 101, 101));
    ranges.add(loss(SpoolLoss.QUOTA, TELEMETRY, 102, 200));
    ranges.add(loss(SpoolLoss.QUOTA, TELEMETRY, 9_000, 9_000));

    assertEquals(
        List.of(
            "spool-quota 199 telemetry from 7/1 to 7/200",
            "spool-quota 1 alarm from 7/101 to 7/101",
            "spool-quota 1 telemetry from 7/9000 to 7/9000"),
        words(ranges.all()));
  }

  @Test
  void there_are_never_more_than_a_heartbeat_carries_and_no_record_is_left_out() {
    LostRanges ranges = new LostRanges(directory);
    for (long at = 1; at <= 100; at++) {
      ranges.add(loss(SpoolLoss.MEMORY, TELEMETRY, at * 1_000, at * 1_000));
    }

    assertEquals(LostRanges.MOST, ranges.all().size());
    assertEquals(100, ranges.all().stream().mapToLong(SpoolLoss::records).sum());
    assertEquals("telemetry from 7/1000 to 7/85000", ranges.all().get(0).range().toString());
    assertEquals("telemetry from 7/100000 to 7/100000", ranges.all().get(15).range().toString());
  }

  @Test
  void they_are_there_after_a_restart_and_a_line_that_is_damaged_costs_itself() throws IOException {
    LostRanges ranges = new LostRanges(directory);
    ranges.add(loss(SpoolLoss.QUOTA, TELEMETRY, 1, 100));
    ranges.add(
        new SpoolLoss(
            SpoolLoss.TORN,
            1,
            new SpoolLoss.Range(TELEMETRY, Optional.empty(), Optional.empty()),
            "somewhere"));
    ranges.save();
    Files.writeString(
        directory.resolve(LostRanges.NAME), "spool-quota tele\0\n", StandardOpenOption.APPEND);

    assertEquals(
        List.of("spool-quota 100 telemetry from 7/1 to 7/100", "spool-torn 1 telemetry"),
        words(new LostRanges(directory).all()));
  }

  @Test
  void the_quota_names_what_it_drops() throws IOException {
    SpoolLimits limits = new SpoolLimits(16 * 1024, 4 * 1024);
    try (Spool spool = Spool.open(directory, limits)) {
      for (long sequence = 1; sequence <= 300; sequence++) {
        Spools.append(spool, 7, sequence);
      }
      long lost = spool.state().losses().getOrDefault(SpoolLoss.QUOTA, 0L);

      assertEquals(
          List.of("spool-quota " + lost + " telemetry from 7/1 to 7/" + lost),
          words(spool.lostRanges()));
      assertEquals(lost + 1, Spools.all(spool).get(0).sequence());
    }
  }

  @Test
  void damage_is_named_by_the_sound_records_around_it() throws IOException {
    try (Spool spool = Spool.open(directory, SpoolLimits.standard())) {
      for (long sequence = 1; sequence <= 60; sequence++) {
        Spools.append(spool, 7, sequence);
      }
    }
    Path segment = directory.resolve("telemetry-0000000000000001.seg");
    byte[] bytes = Files.readAllBytes(segment);
    Arrays.fill(bytes, 2_000, 4_000, (byte) 0);
    Files.write(segment, bytes);

    try (Spool spool = Spool.open(directory, SpoolLimits.standard())) {
      List<Long> left = Spools.sequences(Spools.all(spool));
      long first = 1;
      while (left.contains(first)) {
        first++;
      }
      long last = first;
      while (!left.contains(last + 1)) {
        last++;
      }
      assertEquals(
          List.of(
              String.format(
                  "spool-damaged %d telemetry from 7/%d to 7/%d", last - first + 1, first, last)),
          words(spool.lostRanges()));
    }
  }
}
