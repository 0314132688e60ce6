package fr.anima.hub.ingest.conformance;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** CONNECT: who may speak, and how it must be said. */
final class Connects {
  static final String STATION = "goat-barn";
  static final String KEY = "secret";
  private static final int CLEAN = 0x02;
  private static final int WILL = 0x04;
  private static final int PASSWORD = 0x40;
  private static final int USER = 0x80;
  private static final int SIGNED_IN = USER | PASSWORD | CLEAN;
  private static final String NO_ACCOUNTS = "this Mosquitto lets everybody in";

  private Connects() {}

  /** The CONNECT of a known station. */
  static byte[] good(int version) {
    return flags(version, SIGNED_IN);
  }

  static List<Script> all() {
    return Stream.of(flagged(4), flagged(5), named(4), named(5), of311(), properties())
        .flatMap(rows -> rows.all().stream())
        .toList();
  }

  private static Rows flagged(int v) {
    byte[] will = with(v, SIGNED_IN | WILL, will(v));
    byte[] will3 = with(v, SIGNED_IN | WILL | 0x18, will(v));
    byte[] alone = with(v, SIGNED_IN, client());
    byte[] noPassword = with(v, SIGNED_IN, client().text(STATION));
    byte[] short3 = Arrays.copyOf(good(v), good(v).length - 3);
    short3[1] = (byte) (short3[1] - 3);
    return Rows.bare(v)
        .stays("MQTT-3.1.4-5 MQTT-3.2.0-1", "a known station", good(v))
        .ends("MQTT-3.1.0-2", "a second CONNECT", Script.join(good(v), good(v)))
        .ends("MQTT-3.1.2-1", "another protocol", of(v, "MQTX", v, SIGNED_IN, signedIn("x")))
        .ends("MQTT-3.1.2-3", "the reserved flag", flags(v, SIGNED_IN | 1))
        .ends("MQTT-3.1.2-11 MQTT-3.1.2-13", "QoS of no will", flags(v, SIGNED_IN | 0x08))
        .ends("MQTT-3.1.2-15", "retain of no will", flags(v, SIGNED_IN | 0x20))
        .ends("MQTT-3.1.2-14", "a will of QoS 3", will3)
        .ends("MQTT-3.1.2-7", "a will", will)
        .differing("wills are not kept here")
        .ends("MQTT-3.1.2-19", "a user name that is not there", alone)
        .ends("MQTT-3.1.2-21", "a password that is not there", noPassword)
        .ends("MQTT-3.1.3-3", "no client identifier", with(v, SIGNED_IN, new Packet()))
        .ends("MQTT-3.1.4-1", "the end is missing", short3);
  }

  private static Rows named(int v) {
    String refused = v == 5 ? "CONNACK 86" : "CONNACK 04";
    byte[] guess = with(v, SIGNED_IN, client().text(STATION).text("guess"));
    byte[] behind = Script.join(guess, Publishes.good(v, 1));
    byte[] badUser = with(v, SIGNED_IN, client().bytes(0, 2, 0xC3, 0x28).text(KEY));
    return Rows.bare(v)
        .ends("MQTT-3.1.3-4 MQTT-1.5.4-1", "an ill-formed identifier", client(v, 0xC3, 0x28))
        .ends("MQTT-1.5.4-2", "an identifier with U+0000", client(v, 'a', 0))
        .ends("MQTT-1.5.4-1", "an identifier with a surrogate", client(v, 0xED, 0xA0, 0x80))
        .ends("MQTT-3.1.3-10", "an ill-formed user name", badUser)
        .stays("MQTT-3.1.3-6", "an empty identifier", with(v, SIGNED_IN, signedIn("")))
        .stays("MQTT-3.1.3-5", "23 letters", with(v, SIGNED_IN, signedIn("a".repeat(23))))
        .ends("MQTT-3.1.4-2", "a wrong key", guess)
        .saying(refused)
        .differing(NO_ACCOUNTS)
        .ends("MQTT-3.1.4-6", "a publish behind a refused CONNECT", behind)
        .saying(refused)
        .differing(NO_ACCOUNTS)
        .ends("MQTT-3.1.4-2", "nobody", with(v, CLEAN, client()))
        .differing(NO_ACCOUNTS);
  }

  private static Rows of311() {
    byte[] lasting = with(4, USER | PASSWORD, signedIn(""));
    return Rows.bare(4)
        .ends("MQTT-3.1.2-2", "protocol level 6", of(4, "MQTT", 6, SIGNED_IN, signedIn("x")))
        .saying("CONNACK 01")
        .ends("MQTT-3.1.2-22", "a password alone", with(4, PASSWORD | CLEAN, client().text(KEY)))
        .ends("MQTT-3.1.3-8", "an empty identifier of a lasting session", lasting)
        .saying("CONNACK 02");
  }

  private static Rows properties() {
    Packet tooLong = new Packet().text("MQTT").bytes(5, SIGNED_IN, 0, 60, 90);
    Packet pair = new Packet().bytes(0x26, 0, 1, 'a', 0, 1, 0xFF);
    return Rows.bare(5)
        .ends("MQTT-3.1.2-2", "protocol level 7", of(5, "MQTT", 7, SIGNED_IN, signedIn("x")))
        .ends("MQTT-4.12.0-1", "a method", having(new Packet().bytes(0x15).text("SCRAM")))
        .saying("CONNACK 8C")
        .ends("MQTT-4.12.0-1", "data without method", having(new Packet().bytes(0x16).text("x")))
        .overlooked()
        .ends("MQTT-4.13.1-1", "a receive maximum of 0", having(0x21, 0, 0))
        .ends("MQTT-4.13.1-1", "a packet size of 0", having(0x27, 0, 0, 0, 0))
        .ends("MQTT-4.13.1-1", "two receive maxima", having(0x21, 0, 9, 0x21, 0, 9))
        .ends("MQTT-4.13.1-1", "an unknown property", having(0x7E, 0))
        .ends("MQTT-4.13.1-1", "a property of another packet", having(0x23, 0, 1))
        .ends("MQTT-4.13.1-1", "problem information of 2", having(0x17, 2))
        .ends("MQTT-1.5.7-1", "an ill-formed user property", having(pair))
        .ends("MQTT-2.2.2-1", "too long properties", tooLong.raw(signedIn("x").content()).of(0x10));
  }

  private static Packet client() {
    return new Packet().text("x");
  }

  /** With a client identifier of these bytes. */
  private static byte[] client(int version, int... bytes) {
    Packet payload = new Packet().bytes(0, bytes.length).bytes(bytes);
    return with(version, SIGNED_IN, payload.text(STATION).text(KEY));
  }

  private static Packet signedIn(String clientId) {
    return new Packet().text(clientId).text(STATION).text(KEY);
  }

  private static Packet will(int version) {
    Packet payload = version == 5 ? client().bytes(0) : client();
    return payload.text("w").text("gone").text(STATION).text(KEY);
  }

  private static byte[] flags(int version, int flags) {
    return with(version, flags, signedIn("x"));
  }

  private static byte[] with(int version, int flags, Packet payload) {
    return of(version, "MQTT", version, flags, payload);
  }

  private static byte[] of(int version, String protocol, int level, int flags, Packet payload) {
    Packet packet = new Packet().text(protocol).bytes(level, flags, 0, 60);
    return (version == 5 ? packet.bytes(0) : packet).raw(payload.content()).of(0x10);
  }

  private static byte[] having(int... bytes) {
    return having(new Packet().bytes(bytes));
  }

  private static byte[] having(Packet properties) {
    byte[] all = properties.content();
    Packet packet = new Packet().text("MQTT").bytes(5, SIGNED_IN, 0, 60, all.length).raw(all);
    return packet.raw(signedIn("x").content()).of(0x10);
  }
}
