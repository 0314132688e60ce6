package fr.anima.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.eventlog.Arrival;
import fr.anima.hub.eventlog.Safety;
import fr.anima.hub.eventlog.StreamsRunner;
import fr.anima.hub.eventlog.Topic;
import fr.anima.hub.eventlog.Topics;
import fr.anima.hub.eventlog.Topology;
import fr.anima.hub.fixtures.Damage;
import fr.anima.hub.fixtures.Said;
import fr.anima.wire.Message;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Promise S5: whatever lies in the log, a topology goes on; a record that cannot be read is put
 * aside with its reason, its place and its device, and what is good comes out as if it were alone.
 */
class PoisonedStreamsTest {
  private static final long SEED = Long.getLong("anima.seed", 20_261_127L);
  private static final int RECORDS = Boolean.getBoolean("anima.long") ? 1_000_000 : 20_000;

  /** One run of a topology: its state stays small. */
  private static final int BATCH = 20_000;

  private static final int POISON_PER_GOOD = 20;
  private static final int ONE_IN_EMPTY = 100;
  private static final String EMPTY = "a record without value";
  private static final Instant TEN = Instant.parse("2026-11-27T10:00:00Z");
  private static final String GOOD = "kept-well";
  private static final String DEVICE = "a-device";
  private static final String BARN =
      """
      {"id":"%s","name":"Étable","species":[],"limits":[{"quantity":"temperature","side":"above","raiseAt":30,
       "clearAt":28,"raiseAfterSeconds":0,"clearAfterSeconds":0,"severity":"urgence"}],
       "expectedEverySeconds":{"temperature":1}}\
      """;

  @TempDir private Path state;

  static List<Topology> topologies() {
    return Hub.topologies(ZoneOffset.UTC);
  }

  @ParameterizedTest
  @MethodSource("topologies")
  void no_record_stops_a_topology_and_what_cannot_be_read_is_put_aside(Topology topology) {
    int records = RECORDS / topologies().size();
    int aside = 0;
    for (int from = 0; from < records; from += BATCH) {
      Random random = new Random(SEED + from);
      int batch = Math.min(BATCH, records - from);
      aside += poisoned(topology, batch, random);
    }
    System.out.printf(
        "poisoned %s: %d records, %d put aside; anima.seed=%d%n",
        topology.name(), records, aside, SEED);
    assertTrue(aside > records / 2, "damage that is none");
  }

  private int poisoned(Topology topology, int records, Random random) {
    int good = records / POISON_PER_GOOD;
    List<KeyValue<String, String>> alone = new ArrayList<>();
    try (Run run = new Run(topology)) {
      IntStream.range(0, good).forEach(run::good);
      alone.addAll(run.out());
    }
    assertFalse(alone.isEmpty());
    int aside = 0;
    List<KeyValue<String, String>> among = new ArrayList<>();
    try (Run run = new Run(topology)) {
      for (int i = 0; i < records; i++) {
        run.poison(random);
        if (i % POISON_PER_GOOD == POISON_PER_GOOD - 1) {
          run.good(i / POISON_PER_GOOD);
          among.addAll(run.out());
          aside += run.putAside();
        }
      }
    }
    assertEquals(alone, among);
    return aside;
  }

  /** A topology as the hub runs it, but for the broker. */
  private final class Run implements AutoCloseable {
    private final TopologyTestDriver driver;
    private final Topic<Arrival> topic;
    private final Message.Kind kind;
    private final TestInputTopic<String, byte[]> input;
    private final TestOutputTopic<String, byte[]> letters;
    private final TestOutputTopic<String, String> output;
    private final Map<Long, String> bad = new TreeMap<>();
    private long offset;

    Run(Topology topology) {
      StreamsBuilder builder = new StreamsBuilder();
      topology.build(builder);
      org.apache.kafka.streams.Topology built = builder.build();
      String described = built.describe().toString();
      kind =
          Arrays.stream(Message.Kind.values())
              .filter(it -> described.contains(Topics.of(it).name()))
              .findFirst()
              .orElseThrow();
      topic = Topics.of(kind);
      driver = new TopologyTestDriver(built, settings(topology));
      input = input(topic.name());
      letters =
          driver.createOutputTopic(
              Topics.DEAD_LETTERS.name(), new StringDeserializer(), new ByteArrayDeserializer());
      output =
          driver.createOutputTopic(
              topology.writes().get(0).name(), new StringDeserializer(), new StringDeserializer());
      if (kind == Message.Kind.READINGS) {
        for (String place : List.of(GOOD, DEVICE)) {
          input("anima.enclosures.v1")
              .pipeInput(place, BARN.formatted(place).getBytes(StandardCharsets.UTF_8));
        }
      }
    }

    /** The driver forgets what is sent between two transactions; a broker does not. */
    private Properties settings(Topology topology) {
      Properties settings = StreamsRunner.settings("unused:1", Safety.with(1), state, topology);
      settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
      return settings;
    }

    /** The n-th of those that are never damaged. */
    void good(int n) {
      feed(GOOD, encoded(GOOD, n), n);
    }

    /** One that is damaged, or empty. */
    void poison(Random random) {
      byte[] whole = encoded(DEVICE, random.nextInt(100));
      boolean empty = random.nextInt(ONE_IN_EMPTY) == 0;
      byte[] bytes = empty ? null : Damage.of(whole, random);
      if (!isReadable(bytes)) {
        bad.put(offset, hex(bytes));
      }
      feed(DEVICE, bytes, 0);
    }

    /** Exactly those that cannot be read were put aside since last asked; how many. */
    int putAside() {
      int aside = 0;
      for (TestRecord<String, byte[]> letter : letters.readRecordsToList()) {
        assertEquals(DEVICE, letter.key());
        assertEquals(topic.name(), header(letter, "topic"));
        String reason = header(letter, "message");
        String bytes = hex(letter.value());
        assertTrue(
            letter.value() == null ? reason.equals(EMPTY) : !reason.isBlank(),
            () -> "reason of " + bytes + ": " + reason);
        assertTrue(
            bad.remove(Long.valueOf(header(letter, "offset")), bytes),
            () -> "put aside, and is readable, or is not as it was: " + bytes + " " + letter);
        aside++;
      }
      assertEquals(Map.of(), bad, "not put aside");
      return aside;
    }

    /** What came of the good ones. */
    List<KeyValue<String, String>> out() {
      return output.readKeyValuesToList().stream().filter(it -> it.key.startsWith(GOOD)).toList();
    }

    private void feed(String key, byte @Nullable [] bytes, int second) {
      try {
        input.pipeInput(key, bytes, TEN.plusSeconds(second));
      } catch (RuntimeException why) {
        throw new AssertionError("stopped by " + hex(bytes), why);
      }
      offset++;
    }

    private boolean isReadable(byte @Nullable [] bytes) {
      try {
        return bytes != null && topic.codec().decode(bytes) != null;
      } catch (RuntimeException unreadable) {
        return false;
      }
    }

    private byte[] encoded(String place, int n) {
      Instant at = TEN.plusSeconds(n);
      Said said = Said.by(place).number(n + 1).at(at);
      Message message =
          switch (kind) {
            case READINGS, HEARTBEATS -> said.celsius(n % 4 == 0 ? 20 : 35);
            case POSITIONS -> said.fix(50.95 + n / 50 % 2 * n * 0.0005, 1.85);
            case FOOTFALL -> said.counted(at.minusSeconds(1), n % 7, n % 3);
          };
      return topic.codec().encode(new Arrival(place, message));
    }

    private TestInputTopic<String, byte[]> input(String name) {
      return driver.createInputTopic(name, new StringSerializer(), new ByteArraySerializer());
    }

    @Override
    public void close() {
      driver.close();
    }
  }

  private static String header(TestRecord<String, byte[]> letter, String name) {
    Header header = letter.headers().lastHeader("__streams.errors." + name);
    return header == null || header.value() == null
        ? ""
        : new String(header.value(), StandardCharsets.UTF_8);
  }

  private static String hex(byte @Nullable [] bytes) {
    return bytes == null ? "nothing" : HexFormat.of().formatHex(bytes);
  }
}
