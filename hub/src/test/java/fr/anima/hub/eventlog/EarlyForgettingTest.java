package fr.anima.hub.eventlog;

import static fr.anima.hub.eventlog.TestLog.await;
import static fr.anima.hub.eventlog.TestLog.reading;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EarlyForgettingTest {
  private static final Topic<Arrival> OWN =
      new Topic<>("anima.forgetting.v1", Topics.READINGS.codec(), Topic.Keep.RAW);
  private static final TopicPartition PARTITION = new TopicPartition(OWN.name(), 0);
  private static final Map<String, Set<String>> READERS = Map.of(OWN.name(), Set.of("computing"));

  private final String brokers = TestLog.brokers(OWN);
  private final KafkaEventLog log = TestLog.log(OWN);

  @AfterEach
  void stop() {
    log.close();
  }

  @Test
  void what_is_old_is_dropped_up_to_what_has_yet_to_be_read() throws Exception {
    for (int sequence = 1; sequence <= 10; sequence++) {
      await(log.append(OWN, "goat-barn", reading(sequence, 20)));
    }
    Instant later = Instant.now().plusSeconds(1);

    assertEquals(List.of(), run(later), "nobody has read any of it");
    haveRead(4);
    assertEquals(List.of(), run(Instant.EPOCH), "none of it is old");
    assertEquals(List.of("4 of anima.forgetting.v1-0"), run(later));
    assertEquals(List.of(), run(later), "the rest has yet to be read");
    haveRead(10);
    assertEquals(List.of("6 of anima.forgetting.v1-0"), run(later));
  }

  private List<String> run(Instant before) {
    return EarlyForgetting.run(brokers, READERS, before);
  }

  private void haveRead(long until) {
    try (KafkaConsumer<String, byte[]> reader =
        RecordReader.connect(Map.of("bootstrap.servers", brokers, "group.id", "computing"))) {
      reader.assign(List.of(PARTITION));
      reader.commitSync(Map.of(PARTITION, new OffsetAndMetadata(until)));
    }
  }
}
