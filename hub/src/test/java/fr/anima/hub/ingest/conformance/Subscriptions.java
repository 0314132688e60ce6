package fr.anima.hub.ingest.conformance;

import java.util.List;
import java.util.stream.Stream;

/** SUBSCRIBE, UNSUBSCRIBE, PINGREQ, DISCONNECT, AUTH. */
final class Subscriptions {
  private static final String PLAN = "anima/v1/" + Connects.STATION + "/plan";
  private static final int SUBSCRIBE = 0x82;
  private static final int UNSUBSCRIBE = 0xA2;

  private Subscriptions() {}

  static List<Script> all() {
    return Stream.of(asked(4), asked(5), filters(4), filters(5), rest(4), rest(5), of5())
        .flatMap(rows -> rows.all().stream())
        .toList();
  }

  private static Rows asked(int v) {
    String foreign = v == 5 ? "SUBACK 07 87" : "SUBACK 07 80";
    Packet plan = new Packet().text(PLAN).bytes(1);
    Packet two = new Packet().text(PLAN).bytes(1).text("a").bytes(0);
    byte[] flags = begin(v, 7).raw(plan.content()).of(0x80);
    byte[] zero = begin(v, 0).raw(plan.content()).of(SUBSCRIBE);
    return Rows.connected(v)
        .stays("MQTT-3.8.4-1 MQTT-3.8.4-2", "the plan", subscribe(v, plan), "SUBACK 07 01")
        .stays("MQTT-3.8.4-6 MQTT-3.9.3-1", "plan and other", subscribe(v, two), foreign)
        .ends("MQTT-3.8.1-1", "wrong flags", flags)
        .ends("MQTT-2.2.1-3", "packet identifier 0", zero)
        .ends("MQTT-3.8.3-2", "no filter", subscribe(v, new Packet()))
        .ends("MQTT-3.8.3-5", "QoS 3", subscribe(v, new Packet().text(PLAN).bytes(3)))
        .ends("MQTT-3.8.3-5", "reserved bits", subscribe(v, new Packet().text(PLAN).bytes(0xC1)));
  }

  private static Rows filters(int v) {
    Packet behind = new Packet().bytes(0, 90, 'a', 1);
    return Rows.connected(v)
        .ends("MQTT-4.7.3-1", "an empty filter", filter(v, ""))
        .ends("MQTT-4.7.1-1", "a # in the middle", filter(v, "a/#/b"))
        .ends("MQTT-4.7.1-2", "a + within a level", filter(v, "a+/b"))
        .ends("MQTT-4.7.3-2", "U+0000", subscribe(v, new Packet().bytes(0, 2, 'a', 0, 1)))
        .ends(
            "MQTT-3.8.3-1", "an ill-formed filter", subscribe(v, new Packet().bytes(0, 1, 255, 1)))
        .ends("MQTT-3.8.3-1", "a filter behind the end", subscribe(v, behind));
  }

  private static Rows rest(int v) {
    byte[] flags = begin(v, 7).text(PLAN).of(0xA0);
    Packet two = new Packet().text(PLAN).text("a");
    return Rows.connected(v)
        .stays("MQTT-3.10.4-4", "one", unsubscribe(v, new Packet().text(PLAN)), "UNSUBACK 07")
        .stays(
            "MQTT-3.10.4-5 MQTT-3.10.4-6 MQTT-2.2.1-6", "two", unsubscribe(v, two), "UNSUBACK 07")
        .ends("MQTT-3.10.1-1", "wrong flags of UNSUBSCRIBE", flags)
        .ends("MQTT-3.10.3-2", "nothing to unsubscribe", unsubscribe(v, new Packet()))
        .ends("MQTT-3.10.3-1", "an ill-formed one", unsubscribe(v, new Packet().bytes(0, 1, 255)))
        .stays("MQTT-3.12.4-1", "a PINGREQ", new Packet().of(0xC0))
        .ends("MQTT-2.1.3-1", "a PINGREQ with flags", new Packet().of(0xC1))
        .overlooked()
        .ends("MQTT-3.14.4-2", "a DISCONNECT", new Packet().of(0xE0))
        .ends("MQTT-3.14.1-1", "a DISCONNECT with flags", new Packet().of(0xE1))
        .ends("MQTT-3.6.1-1", "a PUBREL without its flags", new Packet().bytes(0, 1).of(0x60));
  }

  private static Rows of5() {
    byte[] noLocal = subscribe(5, new Packet().text("$share/g/a").bytes(0x05));
    byte[] identifier0 = new Packet().bytes(0, 7, 2, 0x0B, 0).text(PLAN).bytes(1).of(SUBSCRIBE);
    return Rows.connected(5)
        .ends("MQTT-3.8.3-4", "no local on a shared subscription", noLocal)
        .overlooked()
        .ends("MQTT-4.8.2-1", "a share without a name", filter(5, "$share//a"))
        .overlooked()
        .ends("MQTT-4.8.2-2", "a wildcard in a share's name", filter(5, "$share/g+/a"))
        .ends(
            "MQTT-3.8.3-5", "retain handling 3", subscribe(5, new Packet().text(PLAN).bytes(0x31)))
        .ends("MQTT-4.13.1-1", "subscription identifier 0", identifier0)
        .ends("MQTT-4.12.0-7", "an AUTH nobody asked for", new Packet().bytes(0x18, 0).of(0xF0))
        .ends("MQTT-3.15.1-1", "an AUTH with flags", new Packet().bytes(0x18, 0).of(0xF1))
        .ends("MQTT-3.14.2-1", "a DISCONNECT with its reason", new Packet().bytes(4).of(0xE0))
        .ends("MQTT-3.14.2-1", "a DISCONNECT with a reason of none", new Packet().bytes(3).of(0xE0))
        .ends("MQTT-4.13.1-1", "a PUBACK with none", new Packet().bytes(0, 9, 0x29).of(0x40))
        .overlooked()
        .ends("MQTT-4.13.1-1", "a PUBREC with none", new Packet().bytes(0, 9, 0x29).of(0x50))
        .overlooked()
        .ends("MQTT-4.13.1-1", "a PUBREL with none", new Packet().bytes(0, 9, 0x10).of(0x62))
        .overlooked()
        .ends("MQTT-4.13.1-1", "a PUBCOMP with none", new Packet().bytes(0, 9, 0x10).of(0x70))
        .overlooked();
  }

  private static Packet begin(int version, int id) {
    Packet packet = new Packet().bytes(0, id);
    return version == 5 ? packet.bytes(0) : packet;
  }

  private static byte[] filter(int version, String filter) {
    return subscribe(version, new Packet().text(filter).bytes(1));
  }

  private static byte[] subscribe(int version, Packet filters) {
    return begin(version, 7).raw(filters.content()).of(SUBSCRIBE);
  }

  private static byte[] unsubscribe(int version, Packet filters) {
    return begin(version, 7).raw(filters.content()).of(UNSUBSCRIBE);
  }
}
