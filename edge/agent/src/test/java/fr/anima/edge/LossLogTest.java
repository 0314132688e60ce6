package fr.anima.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fr.anima.edge.spool.SpoolLoss;
import fr.anima.edge.spool.SpoolRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LossLogTest {
  private final List<String> lines = new ArrayList<>();
  private long seconds = 100;
  private final LossLog losses = new LossLog(() -> TimeUnit.SECONDS.toNanos(seconds), lines::add);

  private void lose(String name, long records, String which) {
    SpoolLoss.Range somewhere =
        new SpoolLoss.Range(SpoolRecord.Rank.TELEMETRY, Optional.empty(), Optional.empty());
    losses.accept(new SpoolLoss(name, records, somewhere, which));
  }

  @Test
  void the_first_of_a_kind_is_told_at_once() {
    lose(SpoolLoss.QUOTA, 120, "telemetry from readings 7/1 to readings 7/120");
    lose(SpoolLoss.TORN, 1, "telemetry-0000000000000001.seg from byte 512 of 600");

    assertEquals(
        List.of(
            "lost for ever name=spool-quota records=120"
                + " which=telemetry from readings 7/1 to readings 7/120",
            "lost for ever name=spool-torn records=1"
                + " which=telemetry-0000000000000001.seg from byte 512 of 600"),
        lines);
  }

  @Test
  void then_a_line_a_minute_with_the_first_and_the_last() {
    lose(SpoolLoss.MEMORY, 1, "a");
    seconds += 1;
    lose(SpoolLoss.MEMORY, 1, "b");
    lose(SpoolLoss.MEMORY, 3, "c");
    losses.tell();
    assertEquals(1, lines.size());

    seconds += 60;
    losses.tell();
    losses.tell();

    assertEquals("lost for ever name=spool-memory records=4 which=b ... c", lines.get(1));
    assertEquals(2, lines.size());
  }

  @Test
  void what_the_uplink_tells_is_not_told_twice() {
    lose(SpoolLoss.REFUSED, 1, "a");
    lose(SpoolLoss.DEAD_LETTER, 1, "b");
    seconds += 61;
    losses.tell();

    assertEquals(List.of(), lines);
  }
}
