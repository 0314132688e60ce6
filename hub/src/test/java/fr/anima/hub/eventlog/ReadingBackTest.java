package fr.anima.hub.eventlog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fr.anima.hub.eventlog.ReadingBack.Stretch;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ReadingBackTest {
  private static final TopicPartition SEEN = new TopicPartition("seen-changelog", 0);
  private static final TopicPartition HOURS = new TopicPartition("hours-changelog", 0);

  private final ReadingBack reading = new ReadingBack();

  @Test
  void all_stores_are_told_together_until_the_last_one_is_read() {
    reading.onRestoreStart(SEEN, "seen", 100, 1_100);
    reading.onRestoreStart(HOURS, "hours", 0, 500);
    reading.onBatchRestored(SEEN, "seen", 400, 300);

    assertEquals(Optional.of(new Stretch(300, 1_500)), reading.underWay());
    reading.onRestoreEnd(SEEN, "seen", 1_000);
    reading.onBatchRestored(HOURS, "hours", 499, 450);
    assertEquals(Optional.of(new Stretch(450, 500)), reading.underWay());
    reading.onRestoreEnd(HOURS, "hours", 450);
    assertEquals(Optional.empty(), reading.underWay());
  }

  @Test
  void what_another_hub_takes_over_is_no_longer_told() {
    reading.onRestoreStart(SEEN, "seen", 0, 1_000);

    reading.onRestoreSuspended(SEEN, "seen", 10);

    assertEquals(Optional.empty(), reading.underWay());
  }
}
