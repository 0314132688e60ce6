package fr.anima.edge.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolQuotaTest {
  private static final SpoolLimits TIGHT = new SpoolLimits(64 * 1024, 8 * 1024);

  @TempDir Path directory;

  @Test
  void telemetry_beyond_the_quota_drops_the_oldest_telemetry_and_counts_it() throws IOException {
    List<SpoolLoss> told = new ArrayList<>();
    try (Spool spool = Spool.open(directory, TIGHT, told::add)) {
      for (long sequence = 1; sequence <= 2_000; sequence++) {
        Spools.append(spool, 7, sequence);
      }

      List<Long> kept = Spools.sequences(Spools.all(spool));

      long lost = 2_000L - kept.size();
      assertEquals(LongStream.rangeClosed(lost + 1, 2_000).boxed().toList(), kept);
      assertEquals(lost, spool.state().losses().get(SpoolLoss.QUOTA));
      assertTrue(spool.state().bytes() <= TIGHT.quotaBytes());
      assertTrue(spool.state().bytes() > TIGHT.quotaBytes() - 2L * TIGHT.segmentBytes());
      assertEquals(lost, told.stream().mapToLong(SpoolLoss::records).sum());
      String last = told.get(told.size() - 1).detail();
      assertTrue(last.endsWith(" to 7/" + lost), last);
    }
  }

  @Test
  void alarms_outlive_telemetry() throws IOException {
    try (Spool spool = Spool.open(directory, TIGHT)) {
      for (long sequence = 1; sequence <= 3_000; sequence++) {
        SpoolRecord.Rank rank =
            sequence % 30 == 0 ? SpoolRecord.Rank.ALARM : SpoolRecord.Rank.TELEMETRY;
        spool.append(rank, "readings", 7, sequence, Spools.payload(7, sequence));
      }

      List<SpoolRecord> all = Spools.all(spool);

      assertEquals(
          LongStream.rangeClosed(1, 100).map(it -> it * 30).boxed().toList(),
          Spools.sequences(
              all.stream().filter(it -> it.rank() == SpoolRecord.Rank.ALARM).toList()));
      assertEquals(Spools.sequences(all).stream().sorted().toList(), Spools.sequences(all));
      assertEquals(3_000 - all.size(), spool.state().losses().get(SpoolLoss.QUOTA));
    }
  }

  @Test
  void telemetry_never_drops_an_alarm() throws IOException {
    try (Spool spool = Spool.open(directory, TIGHT)) {
      long alarms = 0;
      while (spool.state().bytes() < TIGHT.quotaBytes() - 400) {
        alarms++;
        spool.append(SpoolRecord.Rank.ALARM, "readings", 7, alarms, Spools.payload(7, alarms));
      }

      for (long sequence = 1; sequence <= 100; sequence++) {
        Spools.append(spool, 8, sequence);
      }

      assertEquals(
          alarms,
          Spools.all(spool).stream().filter(it -> it.rank() == SpoolRecord.Rank.ALARM).count());
      assertTrue(spool.state().losses().getOrDefault(SpoolLoss.QUOTA, 0L) > 90);
    }
  }

  @Test
  void a_card_that_refuses_costs_nothing_while_memory_lasts_and_is_tried_again(
      @TempDir Path elsewhere) throws IOException {
    Path gone = elsewhere.resolve("spool");
    try (Spool spool = Spool.open(gone, TIGHT)) {
      Spools.clear(gone);
      Files.delete(gone);

      for (long sequence = 1; sequence <= 50; sequence++) {
        Spools.append(spool, 7, sequence);
      }
      assertTrue(spool.state().trouble().startsWith("cannot write"), spool.state().trouble());
      assertEquals(50, spool.state().records());
      List<SpoolRecord> live = Spools.all(spool);
      assertEquals(50, live.size());
      live.forEach(spool::forget);
      assertEquals(0, spool.state().records());

      Files.createDirectories(gone);
      long[] sequence = {51};
      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(
              () -> {
                Spools.append(spool, 7, sequence[0]++);
                assertEquals("", spool.state().trouble());
              });
      assertFalse(Spools.all(spool).isEmpty());
      assertEquals(0, spool.state().losses().size());
    }
  }

  @Test
  void impossible_limits_are_refused_with_what_to_give() {
    IllegalArgumentException why =
        assertThrows(IllegalArgumentException.class, () -> SpoolLimits.of(1000));

    assertTrue(String.valueOf(why.getMessage()).contains("give at least 524288"));
  }
}
