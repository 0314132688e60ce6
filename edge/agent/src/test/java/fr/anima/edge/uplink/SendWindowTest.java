package fr.anima.edge.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

class SendWindowTest {
  private final SendWindow window = new SendWindow();

  /** Keeps a line of so many bytes a second full, for so long: first in, first answered. */
  private void overALineOf(int bytesPerSecond, int seconds) {
    Deque<double[]> onTheirWay = new ArrayDeque<>(); // bytes on their way then, when, its bytes
    double bytes = 0;
    for (double now = 0; now < seconds; ) {
      for (int batch = window.batchBytes(); bytes < window.bytes(); batch = window.batchBytes()) {
        bytes += batch;
        onTheirWay.add(new double[] {bytes, now, batch});
      }
      double[] answered = onTheirWay.remove();
      now += answered[2] / bytesPerSecond;
      bytes -= answered[2];
      window.answered((int) answered[0], (long) ((now - answered[1]) * 1e9));
    }
  }

  @Test
  void a_fast_line_is_filled() {
    overALineOf(10_000_000, 5);

    assertEquals(512 * 1024, window.bytes());
    assertEquals(Batch.MOST_BYTES, window.batchBytes());
    assertEquals(256, window.records());
  }

  @Test
  void a_thin_line_never_has_more_than_two_seconds_before_the_present() {
    for (int bitsPerSecond : new int[] {9_600, 64_000, 256_000, 2_000_000}) {
      overALineOf(bitsPerSecond / 8, 60);

      double seconds = window.bytes() * 8.0 / bitsPerSecond;
      assertTrue(seconds < 1.6, bitsPerSecond + " bit/s: " + seconds + " s");
      assertTrue(seconds > 0.3, bitsPerSecond + " bit/s: " + seconds + " s, the line is idle");
    }
  }

  @Test
  void a_line_that_became_thin_is_found_out() {
    overALineOf(10_000_000, 5);

    overALineOf(8_000, 120);

    assertTrue(window.bytes() < 12_000, window.bytes() + " bytes");
  }

  @Test
  void a_connection_that_breaks_unanswered_gets_less_down_to_one_message() {
    for (int times = 0; times < 20; times++) {
      window.endedUnanswered();
    }

    assertEquals(1024, window.bytes());
    assertEquals(256, window.batchBytes());
  }
}
