package fr.anima.hub.ingest.conformance;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** PUBLISH: topics, packet identifiers, properties. */
final class Publishes {
  private static final String TOPIC = "anima/v1/" + Connects.STATION + "/readings";
  private static final byte[] READING =
      """
      {"station":"goat-barn","boot":1,"sequence":1,"measuredAt":"2026-11-23T10:00:00Z",
       "clock":"synced","readings":[{"quantity":"temperature","value":21,"unit":"Cel"}]}"""
          .getBytes(StandardCharsets.UTF_8);
  private static final int QOS_1 = 0x32;

  private Publishes() {}

  /** A reading with that packet identifier. */
  static byte[] good(int version, int id) {
    return first(version, id, QOS_1);
  }

  static List<Script> all() {
    return Stream.of(topics(4), topics(5), flows(4), flows(5), bounds(4), bounds(5), properties())
        .flatMap(rows -> rows.all().stream())
        .toList();
  }

  private static Rows topics(int v) {
    return Rows.connected(v)
        .ends("MQTT-4.7.3-1", "an empty topic", bytes(v))
        .ends("MQTT-3.3.2-2 MQTT-4.7.0-1", "a topic with #", topic(v, "a/#"))
        .ends("MQTT-3.3.2-2 MQTT-4.7.0-1", "a topic with +", topic(v, "a/+/b"))
        .ends("MQTT-1.5.4-2 MQTT-4.7.3-2", "a topic with U+0000", bytes(v, 'a', 0, 'b'))
        .ends("MQTT-1.5.4-1 MQTT-3.3.2-1", "an ill-formed topic", bytes(v, 'a', 0xC3, 0x28))
        .ends("MQTT-1.5.4-1", "an overlong slash", bytes(v, 'a', 0xC0, 0xAF))
        .ends("MQTT-1.5.4-1", "a surrogate", bytes(v, 'a', 0xED, 0xA0, 0x80))
        .ends("MQTT-1.5.4-1", "beyond U+10FFFF", bytes(v, 0xF4, 0x90, 0x80, 0x80))
        .ends("MQTT-1.5.4-1", "an end within a sign", bytes(v, 'a', 0xE2, 0x82))
        .ends("MQTT-3.3.2-1", "a topic behind the end", new Packet().bytes(0, 90, 'a').of(QOS_1))
        .ends("MQTT-3.3.2-1", "no topic", new Packet().of(0x30))
        .ends("MQTT-3.3.4-1", "somebody else's topic", topic(v, "a/b"))
        .differing("a station writes its own topics only")
        .ends("MQTT-4.7.3-3", "a topic of 60,000 bytes", topic(v, "a/".repeat(30_000)));
  }

  private static Rows flows(int v) {
    byte[] good = good(v, 1);
    return Rows.connected(v)
        .stays("MQTT-3.3.4-1 MQTT-4.3.2-4", "a reading", good, "PUBACK 01")
        .stays("MQTT-4.3.2-4", "two at once", Script.join(good, good(v, 2)), "PUBACK 02")
        .stays("MQTT-4.3.2-5", "an identifier again", Script.join(good, good), "PUBACK 01")
        .stays("MQTT-3.3.1-1", "a reading sent again", first(v, 1, 0x3A), "PUBACK 01")
        .stays("MQTT-3.3.4-1", "a reading of QoS 0", qos0(v, 0x30))
        .ends("MQTT-3.3.1-2", "a repeated QoS 0", qos0(v, 0x38))
        .overlooked()
        .ends("MQTT-3.3.1-4", "QoS 3", first(v, 1, 0x36))
        .ends("MQTT-3.2.2-11", "QoS 2", first(v, 1, 0x34))
        .differing("the most that is taken here is QoS 1, and CONNACK says so")
        .ends("MQTT-3.2.2-14", "a retained reading", first(v, 1, 0x33))
        .differing("nothing is retained here, and CONNACK says so");
  }

  private static Rows bounds(int v) {
    byte[] long5 = {0x32, (byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 1};
    return Rows.connected(v)
        .ends("MQTT-2.2.1-3", "packet identifier 0", good(v, 0))
        .ends("MQTT-2.2.1-3", "no packet identifier", new Packet().text(TOPIC).of(QOS_1))
        .ends("MQTT-1.5.5-1", "a length of five bytes", long5)
        .ends("MQTT-3.2.2-15", "too long", new Packet().text(TOPIC).raw(new byte[70_000]).of(0x30))
        .differing("it has no limit of its own")
        .waits("MQTT-3.3.4-1", "an unfinished packet", new byte[] {0x32, 60, 0});
  }

  private static Rows properties() {
    byte[] alias = new Packet().bytes(0, 0, 0, 1, 3, 0x23, 0, 1).raw(READING).of(QOS_1);
    byte[] tooLong = new Packet().text(TOPIC).bytes(0, 1, 120).of(QOS_1);
    return Rows.connected(5)
        .ends("MQTT-3.3.2-8", "topic alias 0", having(0x23, 0, 0))
        .ends("MQTT-3.2.2-17 MQTT-3.3.2-9", "too high an alias", having(0x23, 0xFF, 0xFF))
        .ends("MQTT-3.3.2-7", "an alias nobody gave", alias)
        .ends("MQTT-3.3.4-6", "a subscription identifier", having(0x0B, 1))
        .overlooked()
        .ends("MQTT-3.3.2-14", "a response topic with #", having(0x08, 0, 1, '#'))
        .overlooked()
        .ends("MQTT-3.3.2-13", "an ill-formed response topic", having(0x08, 0, 1, 0xFF))
        .ends("MQTT-3.3.2-19", "an ill-formed content type", having(0x03, 0, 1, 0xFF))
        .ends("MQTT-4.13.1-1", "a payload format of 2", having(0x01, 2))
        .overlooked()
        .ends("MQTT-4.13.1-1", "two payload formats", having(0x01, 1, 0x01, 1))
        .ends("MQTT-4.13.1-1", "a property of CONNECT", having(0x21, 0, 1))
        .ends("MQTT-4.13.1-1", "an unknown property", having(0x7E, 0))
        .stays("MQTT-3.3.4-1", "a content type", having(0x03, 0, 1, 'a'), "PUBACK 01")
        .stays("MQTT-3.3.4-1", "a user property", having(0x26, 0, 1, 'a', 0, 0), "PUBACK 01")
        .ends("MQTT-2.2.2-1", "too long properties", tooLong);
  }

  private static byte[] topic(int version, String topic) {
    return to(version, new Packet().text(topic), 1, QOS_1);
  }

  private static byte[] bytes(int version, int... topic) {
    return to(version, new Packet().bytes(0, topic.length).bytes(topic), 1, QOS_1);
  }

  private static byte[] first(int version, int id, int first) {
    return to(version, new Packet().text(TOPIC), id, first);
  }

  private static byte[] to(int version, Packet topic, int id, int first) {
    Packet packet = topic.bytes(id >> 8, id & 0xFF);
    return (version == 5 ? packet.bytes(0) : packet).raw(READING).of(first);
  }

  private static byte[] qos0(int version, int first) {
    Packet packet = new Packet().text(TOPIC);
    return (version == 5 ? packet.bytes(0) : packet).raw(READING).of(first);
  }

  private static byte[] having(int... properties) {
    Packet packet = new Packet().text(TOPIC).bytes(0, 1, properties.length);
    return packet.bytes(properties).raw(READING).of(QOS_1);
  }
}
