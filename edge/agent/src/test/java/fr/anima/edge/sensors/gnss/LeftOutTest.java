package fr.anima.edge.sensors.gnss;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LeftOutTest {
  private final AtomicLong nanos = new AtomicLong(-1);
  private final LeftOut leftOut = new LeftOut(nanos::get);

  @Test
  void what_was_left_out_is_told_by_name_with_its_count() {
    leftOut.note("torn lines", 2);
    leftOut.note("old fixes", 1);
    leftOut.note("torn lines", 3);
    leftOut.note("nothing", 0);

    assertEquals("left out: 1 old fixes, 5 torn lines", leftOut.words());
  }

  @Test
  void it_is_told_for_a_minute_and_the_count_goes_on() {
    leftOut.note("torn lines", 2);
    nanos.addAndGet(Duration.ofSeconds(61).toNanos());

    assertEquals("", leftOut.words());
    leftOut.note("torn lines", 1);
    assertEquals("left out: 3 torn lines", leftOut.words());
  }
}
