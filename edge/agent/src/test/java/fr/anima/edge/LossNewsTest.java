package fr.anima.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.edge.spool.SpoolLoss;
import fr.anima.edge.spool.SpoolRecord;
import fr.anima.wire.LostRange;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LossNewsTest {
  private static final long BEGIN = System.nanoTime();

  private final LossNews news = new LossNews();

  private static List<SpoolLoss> lost(long records) {
    SpoolLoss.Range range =
        new SpoolLoss.Range(
            SpoolRecord.Rank.TELEMETRY,
            Optional.of(new SpoolLoss.Place(7, 1)),
            Optional.of(new SpoolLoss.Place(7, records)));
    return List.of(new SpoolLoss(SpoolLoss.QUOTA, records, range, ""));
  }

  private static long after(long seconds) {
    return BEGIN + TimeUnit.SECONDS.toNanos(seconds);
  }

  @Test
  void a_station_that_lost_nothing_has_nothing_to_tell() {
    assertFalse(news.isDue(List.of(), 1, after(1)));
    assertEquals(List.of(), news.toTell(List.of(), 1, after(1)));
    assertFalse(news.isDue(List.of(), 2, after(60)));
  }

  @Test
  void news_are_told_within_half_a_minute_and_once() {
    assertTrue(news.isDue(lost(10), 1, after(1)));
    assertEquals(
        List.of(
            new LostRange(
                "spool-quota",
                "telemetry",
                10,
                Optional.of(new LostRange.Place(7, 1)),
                Optional.of(new LostRange.Place(7, 10)))),
        news.toTell(lost(10), 1, after(1)));
    assertEquals(List.of(), news.toTell(lost(10), 1, after(61)));

    assertFalse(news.isDue(lost(11), 1, after(20)));
    assertTrue(news.isDue(lost(11), 1, after(31)));
  }

  @Test
  void all_is_told_again_on_each_connection_and_each_hour() {
    news.toTell(lost(10), 1, after(1));
    assertFalse(news.isDue(lost(10), 1, after(40)));

    assertTrue(news.isDue(lost(10), 2, after(40)));
    assertEquals(1, news.toTell(lost(10), 2, after(40)).size());
    assertFalse(news.isDue(lost(10), 2, after(41)));
    assertEquals(1, news.toTell(lost(10), 2, after(3_700)).size());
  }
}
