package fr.anima.hub.bench;

import fr.anima.hub.embedded.EmbeddedKafka;
import fr.anima.hub.eventlog.Arrival;
import fr.anima.hub.eventlog.KafkaEventLog;
import fr.anima.hub.eventlog.SeenSequences;
import fr.anima.hub.eventlog.Topics;
import fr.anima.wire.ClockQuality;
import fr.anima.wire.FootfallCount;
import fr.anima.wire.Measurement;
import fr.anima.wire.Message;
import fr.anima.wire.Position;
import fr.anima.wire.Quantity;
import fr.anima.wire.Readings;
import fr.anima.wire.Stamp;
import fr.anima.wire.StationId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Makes the streams of a hub know many keys, by messages like those of its stations: each lies in a
 * stretch of numbers of its own, and each count in an hour of its own. Readings are 11 of 16
 * messages, counts 4, fixes 1, so that 16 messages make 20 keys.
 *
 * <p>Arguments: {@code fill}, the data folder of a hub that does not run, how many keys, how often
 * each is written; or {@code await}, the data folder of one that runs: waits until its streams have
 * read everything, then prints {@code keys records} of all changelogs.
 */
public final class ManyKeys {
  private static final int KEYS_OF_TURN = 20;
  private static final int MESSAGES_OF_TURN = 16;
  private static final int FIRST_COUNT = 11;
  private static final int FIX = 15;

  /** As many of each kind as a large site has. */
  private static final int PLACES = 50;

  private static final long MOST_WAITING_BYTES = 16L << 20;

  private final Instant now;

  private ManyKeys(Instant now) {
    this.now = now;
  }

  /** Fills, or waits. */
  public static void main(String[] given) throws Exception {
    Path kafka = Path.of(given[1]).resolve("kafka");
    if (given[0].equals("fill")) {
      new ManyKeys(Instant.now().truncatedTo(ChronoUnit.HOURS))
          .fill(kafka, Long.parseLong(given[2]) / KEYS_OF_TURN, Integer.parseInt(given[3]));
    } else {
      await("127.0.0.1:" + Files.readString(kafka.resolve("port")).strip());
    }
    System.exit(0);
  }

  private void fill(Path kafka, long turns, int times) throws Exception {
    AtomicLong failed = new AtomicLong();
    try (EmbeddedKafka broker = EmbeddedKafka.start(kafka);
        KafkaEventLog log = new KafkaEventLog(broker.address())) {
      log.prepare(Topics.all());
      for (int time = 0; time < times; time++) {
        for (long turn = 0; turn < turns; turn++) {
          for (int i = 0; i < MESSAGES_OF_TURN; i++) {
            while (log.waitingBytes() > MOST_WAITING_BYTES) {
              TimeUnit.MILLISECONDS.sleep(1);
            }
            Arrival each = message(turn, i, time);
            log.append(Topics.of(each.message().kind()), each.place(), each)
                .onFailure(why -> failed.incrementAndGet());
          }
        }
      }
    }
    if (failed.get() > 0) {
      throw new IOException(failed + " messages were not stored");
    }
  }

  private Arrival message(long turn, int i, int time) {
    long number = turn / PLACES * MESSAGES_OF_TURN + i;
    String place = "place-" + turn % PLACES;
    Instant at = now.minusSeconds(number);
    long sequence = number * SeenSequences.STRETCH + time + 1;
    Stamp stamp = new Stamp(new StationId(place), 1, sequence, at, ClockQuality.SYNCED);
    return new Arrival(place, said(stamp, i, number));
  }

  private Message said(Stamp stamp, int i, long number) {
    if (i < FIRST_COUNT) {
      return new Readings(stamp, List.of(new Measurement(Quantity.LIGHT, number % 100)));
    }
    if (i < FIX) {
      Instant hour = now.minus(Duration.ofHours(number));
      Stamp then =
          new Stamp(
              stamp.station(),
              stamp.boot(),
              stamp.sequence(),
              hour.plusSeconds(60 * (stamp.sequence() % SeenSequences.STRETCH)),
              stamp.clock());
      return new FootfallCount(then, then.measuredAt().minusSeconds(60), 3, 2);
    }
    return new Position(
        stamp,
        50.95 + number % 1_000 / 10_000.0,
        1.85,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalInt.empty());
  }

  private static void await(String brokers) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers));
        KafkaConsumer<String, byte[]> reader = reader(brokers)) {
      for (Map.Entry<String, String> each :
          Map.of(
                  "anima-conditions", Topics.READINGS.name(),
                  "anima-motion", Topics.POSITIONS.name(),
                  "anima-footfall", Topics.FOOTFALL.name())
              .entrySet()) {
        TopicPartition raw = new TopicPartition(each.getValue(), 0);
        while (committed(admin, each.getKey(), raw) < end(reader, raw)) {
          TimeUnit.MILLISECONDS.sleep(200);
        }
      }
      // What was repartitioned is computed with a moment later.
      TimeUnit.SECONDS.sleep(5);
      long keys = 0;
      long records = 0;
      for (String name : admin.listTopics().names().get()) {
        if (name.endsWith("-changelog")) {
          TopicPartition changelog = new TopicPartition(name, 0);
          keys += keys(reader, changelog);
          records += end(reader, changelog);
        }
      }
      System.out.println(keys + " " + records);
    }
  }

  private static long committed(Admin admin, String group, TopicPartition partition)
      throws Exception {
    var committed =
        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().get(partition);
    return committed == null ? -1 : committed.offset();
  }

  /** Markers of transactions count as records: they are read, too. */
  private static long end(KafkaConsumer<String, byte[]> reader, TopicPartition partition) {
    return reader.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
  }

  private static int keys(KafkaConsumer<String, byte[]> reader, TopicPartition changelog) {
    Set<String> keys = new HashSet<>();
    long end = end(reader, changelog);
    reader.assign(List.of(changelog));
    reader.seekToBeginning(List.of(changelog));
    while (reader.position(changelog) < end) {
      for (ConsumerRecord<String, byte[]> each : reader.poll(Duration.ofMillis(200))) {
        if (each.value() == null) {
          keys.remove(each.key());
        } else {
          keys.add(each.key());
        }
      }
    }
    return keys.size();
  }

  private static KafkaConsumer<String, byte[]> reader(String brokers) {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", brokers, "isolation.level", "read_committed"),
        new StringDeserializer(),
        new ByteArrayDeserializer());
  }
}
