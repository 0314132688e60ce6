package fr.anima.hub.ingest.dialects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.ingest.dialects.Said.Objection.Kind;
import fr.anima.hub.stations.Dialect;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Promise I8 for stations of other makes: every dialect times everybody's topics. */
class OwnTopicsTest {
  private static final Map<Dialect, List<String>> OWN = new EnumMap<>(Dialect.class);

  static {
    OWN.put(
        Dialect.OWNTRACKS,
        List.of("owntracks/mine/phone", "owntracks/mine/phone/event", "owntracks/mine/a b"));
    OWN.put(
        Dialect.ZIGBEE2MQTT,
        List.of("zigbee2mqtt/lamp", "zigbee2mqtt/barn/door", "zigbee2mqtt/bridge/state"));
    OWN.put(
        Dialect.TASMOTA,
        List.of("tele/mine/SENSOR", "tele/mine/LWT", "stat/mine/STATUS10", "stat/mine/RESULT"));
    OWN.put(Dialect.SHELLY, List.of("mine/events/rpc", "mine/status/temperature:0", "mine/online"));
    OWN.put(Dialect.SENML, List.of("senml/mine"));
    OWN.put(
        Dialect.TTN,
        List.of(
            "v3/mine@ttn/devices/eui/up", "v3/mine/devices/eui/up", "v3/mine@ttn/devices/a/join"));
  }

  private static final List<String> NOBODYS =
      List.of(
          "",
          "/",
          "#",
          "+",
          "owntracks/#",
          "owntracks/mine",
          "owntracks/mine/",
          "owntracks/mine/phone/event/more",
          "$SYS/broker",
          "anima/v1/mine/readings",
          "anima/v1/other/readings",
          "anima/v1/mine/heartbeats",
          "owntracks/other/phone",
          "owntracks/+/phone",
          "owntracks/MINE/phone",
          "zigbee2mqtt/",
          "zigbee2mqtt/#",
          "tele/other/SENSOR",
          "cmnd/mine/POWER",
          "tele/mine/SENSOR/more",
          "other/events/rpc",
          "senml/other",
          "senml/mine/more",
          "v3/other@ttn/devices/eui/up",
          "v3/minelike@ttn/devices/eui/up",
          "v3/mine@ttn/devices",
          "mine",
          "\u0000");

  @TestFactory
  Stream<DynamicTest> a_station_writes_only_topics_of_its_own() {
    assertEquals(EnumSet.allOf(Dialect.class), OWN.keySet());
    return Stream.of(Dialect.values()).flatMap(OwnTopicsTest::of);
  }

  private static Stream<DynamicTest> of(Dialect dialect) {
    List<String> foreign = new ArrayList<>(NOBODYS);
    OWN.forEach(
        (other, topics) -> topics.stream().filter(it -> other != dialect).forEach(foreign::add));
    Stream<DynamicTest> own =
        OWN.getOrDefault(dialect, List.of()).stream()
            .map(
                it ->
                    DynamicTest.dynamicTest(
                        dialect + " writes " + it, () -> mayWrite(dialect, it)));
    return Stream.concat(
        own,
        foreign.stream()
            .map(it -> DynamicTest.dynamicTest(dialect + " not " + it, () -> mayNot(dialect, it))));
  }

  private static void mayWrite(Dialect dialect, String topic) {
    assertTrue(!Foreigner.of(dialect, "mine").says(topic, "{}").foreign(), topic);
  }

  private static void mayNot(Dialect dialect, String topic) {
    Said said = Foreigner.of(dialect, "mine").says(topic, "{\"temperature\":20}");

    assertTrue(said.foreign(), topic);
    assertTrue(said.told().isEmpty() && said.faults().isEmpty());
    assertEquals(List.of(Kind.FOREIGN_TOPIC), Foreigner.objections(said));
  }
}
