package fr.anima.hub;

import fr.anima.hub.eventlog.Arrival;
import fr.anima.hub.eventlog.Topic;
import fr.anima.hub.eventlog.Topics;
import fr.anima.hub.fixtures.Said;
import fr.anima.wire.Message;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TopologyTestDriver;

/** The log after a release has computed with a morning's messages, and what comes afterwards. */
final class ReleaseState {
  /** Far ahead, so that no reading is from a backlog, whenever the test runs. */
  static final Instant TEN = Instant.parse("2099-06-15T10:00:00Z");

  /** Raw topics, and the application that had read all of each. */
  static final Map<String, String> READ_BY =
      Map.of(
          Topics.FOOTFALL.name(), "footfall",
          Topics.POSITIONS.name(), "motion",
          Topics.READINGS.name(), "conditions");

  /** The changelogs of each application; {@code TopologyTextTest} keeps their names. */
  private static final Map<String, List<String>> STORES =
      new TreeMap<>(
          Map.of(
              "conditions",
                  List.of(
                      "readings-seen", "enclosures", "rule-memories", "episodes", "held-signals"),
              "footfall", List.of("counts-seen", "footfall-hours"),
              "motion", List.of("fixes-seen", "motions")));

  private static final Topic<byte[]> ENCLOSURES =
      Topic.carried("anima.enclosures.v1", Topic.Keep.LATEST);

  private static final String BARN =
      """
      {"id":"barn","name":"Étable","species":["chèvre"],\
      "limits":[{"quantity":"temperature","side":"above","raiseAt":30.0,"clearAt":28.0,\
      "raiseAfterSeconds":60,"clearAfterSeconds":30,"severity":"urgence"}],\
      "expectedEverySeconds":{"temperature":30.0}}""";

  private ReleaseState() {}

  /**
   * A record of the log as a line: topic, key and value between tabs; bytes that are no text as
   * {@code 0x…}.
   */
  record Line(String topic, String key, String text) {
    static Line of(String line) {
      String[] parts = line.split("\t", -1);
      return new Line(parts[0], parts[1], parts[2]);
    }

    static Line of(String topic, String key, byte[] value) {
      boolean json = value.length > 0 && value[0] == '{';
      return new Line(
          topic,
          key,
          json
              ? new String(value, StandardCharsets.UTF_8)
              : "0x" + HexFormat.of().formatHex(value));
    }

    byte[] value() {
      return text.startsWith("0x")
          ? HexFormat.of().parseHex(text.substring(2))
          : text.getBytes(StandardCharsets.UTF_8);
    }

    boolean isChangelog() {
      return topic.endsWith("-changelog");
    }

    @Override
    public String toString() {
      return topic + "\t" + key + "\t" + text;
    }
  }

  /** What today's code leaves. */
  static List<Line> written() {
    List<Line> lines = new ArrayList<>();
    lines.add(new Line(ENCLOSURES.name(), "barn", BARN));
    for (Arrival each : before()) {
      Topic<Arrival> topic = Topics.of(each.message().kind());
      lines.add(
          Line.of(topic.name(), each.message().station().value(), topic.codec().encode(each)));
    }
    List<Line> raw = List.copyOf(lines);
    STORES.forEach((room, stores) -> lines.addAll(changelogs(room, stores, raw)));
    return lines;
  }

  /** Counts, fixes and readings of before, some of them again, and further ones. */
  static List<Arrival> further() {
    List<Arrival> further = new ArrayList<>(List.of(count(3), count(6), count(7)));
    for (int number = 9; number <= 30; number++) {
      further.add(fix(number));
    }
    further.add(celsius(2, 30, 32));
    further.add(celsius(3, 60, 33));
    return further;
  }

  private static List<Arrival> before() {
    List<Arrival> before = new ArrayList<>();
    for (int number = 1; number <= 5; number++) {
      before.add(count(number));
    }
    Message other = Said.by("pi-2").at(TEN.plusSeconds(600)).counted(TEN, 10, 0);
    before.add(new Arrival("royale", other));
    for (int number = 1; number <= 10; number++) {
      before.add(fix(number));
    }
    before.add(celsius(1, 0, 31));
    before.add(celsius(2, 30, 32));
    return before;
  }

  private static List<Line> changelogs(String room, List<String> stores, List<Line> raw) {
    StreamsBuilder builder = new StreamsBuilder();
    Hub.topologies(ZoneOffset.UTC).stream()
        .filter(it -> it.name().equals(room))
        .forEach(it -> it.build(builder));
    Properties settings = new Properties();
    settings.put("application.id", "anima-" + room);
    settings.put("bootstrap.servers", "unused:1");
    List<Line> lines = new ArrayList<>();
    try (TopologyTestDriver driver = new TopologyTestDriver(builder.build(), settings)) {
      for (Line each : raw) {
        if (room.equals(READ_BY.get(each.topic()))
            || (room.equals("conditions") && each.topic().equals(ENCLOSURES.name()))) {
          driver
              .createInputTopic(each.topic(), new StringSerializer(), new ByteArraySerializer())
              .pipeInput(each.key(), each.value(), TEN.plusSeconds(1));
        }
      }
      for (String store : stores) {
        String topic = "anima-" + room + "-" + store + "-changelog";
        Map<String, byte[]> latest = new TreeMap<>();
        driver
            .createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer())
            .readKeyValuesToList()
            .forEach(it -> latest.put(it.key, it.value));
        latest.values().removeIf(it -> it == null);
        latest.forEach((key, value) -> lines.add(Line.of(topic, key, value)));
      }
    }
    return lines;
  }

  private static Arrival count(int number) {
    Instant until = TEN.plusSeconds(300L * number);
    Message message =
        Said.by("pi-1").number(number).at(until).counted(until.minusSeconds(300), 3, 1);
    return new Arrival("royale", message);
  }

  private static Arrival fix(int number) {
    return new Arrival(
        "bike-1",
        Said.by("gps-1").number(number).at(TEN.plusSeconds(5L * number)).fix(50.9581, 1.853));
  }

  private static Arrival celsius(int number, int seconds, double value) {
    return new Arrival(
        "barn", Said.by("pi-barn").number(number).at(TEN.plusSeconds(seconds)).celsius(value));
  }
}
