package fr.anima.hub.eventlog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fr.anima.hub.fixtures.Said;
import fr.anima.hub.footfall.FootfallTopology;
import fr.anima.wire.Message;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One clock that says anything harms nobody else. */
class WrongClockTest {
  private static final Instant TEN = Instant.parse("2026-11-23T10:00:00Z");
  private static final int STATIONS = 100;

  @TempDir private Path state;

  @Test
  void a_clock_at_1970_or_ten_years_ahead_changes_nobody_elses_totals() {
    List<String> right = totalsOfOthers(TEN);

    List<String> at1970 = totalsOfOthers(Instant.EPOCH);
    List<String> ahead = totalsOfOthers(TEN.plusSeconds(10 * 365 * 86_400L));

    assertEquals((STATIONS - 1) * 20, right.size());
    assertEquals(right, at1970);
    assertEquals(right, ahead);
  }

  /** Each total of all counters but that of the station whose clock begins elsewhere, as bytes. */
  private List<String> totalsOfOthers(Instant wrong) {
    List<String> told = new ArrayList<>();
    Topology room = new FootfallTopology();
    try (TopologyTestDriver driver = driver(room)) {
      TestInputTopic<String, byte[]> input = input(driver, Topics.FOOTFALL);
      TestOutputTopic<String, byte[]> output = output(driver, "anima.footfall-hours.v1");
      for (int number = 1; number <= 20; number++) {
        for (int station = 0; station < STATIONS; station++) {
          Instant begin = station == 7 ? wrong : TEN;
          Instant until = begin.plusSeconds(900L * number);
          Message count =
              Said.by("pi-" + station)
                  .number(number)
                  .at(until)
                  .counted(until.minusSeconds(900), 3, 1);
          Arrival arrival = new Arrival("counter-" + station, count);
          Instant taken = TEN.plusSeconds(900L * number + station);
          input.pipeInput("pi-" + station, Topics.FOOTFALL.codec().encode(arrival), taken);
        }
      }
      for (TestRecord<String, byte[]> each : output.readRecordsToList()) {
        if (!each.key().startsWith("counter-7|")) {
          told.add(each.key() + " " + new String(each.value(), StandardCharsets.UTF_8));
        }
      }
    }
    return told;
  }

  /** With the settings, and so the handlers, that run. */
  private TopologyTestDriver driver(Topology room) {
    StreamsBuilder builder = new StreamsBuilder();
    room.build(builder);
    Properties settings = StreamsRunner.settings("unused:1", Safety.with(1), state, room);
    return new TopologyTestDriver(builder.build(), settings);
  }

  private static TestInputTopic<String, byte[]> input(TopologyTestDriver driver, Topic<?> topic) {
    return driver.createInputTopic(topic.name(), new StringSerializer(), new ByteArraySerializer());
  }

  private static TestOutputTopic<String, byte[]> output(TopologyTestDriver driver, String topic) {
    return driver.createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer());
  }
}
