package fr.anima.hub.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fr.anima.hub.ingest.FickleLog.Mood;
import fr.anima.hub.ingest.conformance.Packet;
import fr.anima.hub.stations.DeviceMap;
import fr.anima.hub.stations.Dialect;
import fr.anima.hub.stations.StationKey;
import fr.anima.hub.stations.StationRegistry;
import fr.anima.wire.Message;
import fr.anima.wire.SamplingPlan;
import fr.anima.wire.StationId;
import fr.anima.wire.StationKind;
import fr.anima.wire.WireGzip;
import fr.anima.wire.WireTopic;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One client as some bytes tell it. The first says who it is and how the log answers; of a client
 * that the hub does not know the rest is what it sends, as it is. One that it knows connects well,
 * and each packet that follows is told by a byte, two of length, and its own.
 */
final class FuzzedClient {
  static final int STRANGER = 0;
  private static final List<StationKind> KINDS = List.of(StationKind.values());
  private static final List<Dialect> DIALECTS = List.of(Dialect.values());
  private static final List<Mood> MOODS = List.of(Mood.values());
  private static final int OURS = KINDS.size();
  private static final int SPEAKERS = 1 + OURS + DIALECTS.size();

  /** Set in the first byte: the client speaks MQTT 5. */
  static final int FIVE = 0x10;

  /** Where the first byte tells how the log answers. */
  static final int MOOD = 0x20;

  /** Set in the first byte: what is sent arrives in pieces. */
  static final int PIECES = 0x80;

  /** A packet of this kind is told by its own first byte and its body. */
  static final int ANY = 0x80;

  /** A publish whose payload the client packs: a checksum hides what is behind it. */
  static final int PACKED = 0x40;

  /** Where the byte of a publish tells its QoS. */
  static final int QOS = 0x10;

  private static final int PUBACK = 4;
  private static final int PIECE_BYTES = 7;
  private static final int MOST_PACKETS = 16;
  private static final String KEY = "secret";
  private static final StationId ID = new StationId("s");
  private static final DeviceMap PLACED =
      new DeviceMap(List.of(new DeviceMap.Row("d", "", "goats", Optional.empty())));
  private static final Map<Dialect, List<String>> TOPICS =
      Map.of(
          Dialect.OWNTRACKS, List.of("owntracks/s/phone", "owntracks/s/phone/event"),
          Dialect.ZIGBEE2MQTT,
              List.of("zigbee2mqtt/d", "zigbee2mqtt/d/availability", "zigbee2mqtt/bridge/devices"),
          Dialect.TASMOTA,
              List.of("tele/s/SENSOR", "tele/s/STATE", "s/stat/STATUS8", "stat/s/RESULT"),
          Dialect.SHELLY, List.of("s/events/rpc", "s/status/temperature:0", "s/online"),
          Dialect.SENML, List.of("senml/s"),
          Dialect.TTN, List.of("v3/s@ttn/devices/d/up", "v3/s@ttn/devices/d/join"));

  private final int speaker;
  private final boolean five;
  private final boolean inPieces;
  private final FickleLog log;
  private final Mood mood;
  private final SocketlessIngest ingest;
  private boolean answered;

  private FuzzedClient(int first) throws Exception {
    speaker = (first & 0x0f) % SPEAKERS;
    five = (first & FIVE) != 0;
    inPieces = (first & PIECES) != 0;
    mood = MOODS.get(first / MOOD % 4 % MOODS.size());
    log = new FickleLog(mood);
    StationRegistry registry = new StationRegistry();
    registry.replace(List.of(entry(speaker)));
    ingest = new SocketlessIngest(log, registry);
  }

  /**
   * Lives its life; the hub must be well after it.
   *
   * @return how many packed payloads it sent
   */
  static int live(byte[] bytes) throws Exception {
    FuzzedClient client = new FuzzedClient(bytes[0] & 0xff);
    ByteBuffer rest = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
    SocketlessIngest.Line line = client.ingest.connect();
    try (line) {
      if (client.speaker == STRANGER) {
        client.send(line, remaining(rest));
      } else {
        line.send(client.connect());
        assertEquals(1, line.said(2), "a good CONNECT is answered");
        for (int i = 0; i < MOST_PACKETS && rest.remaining() > 2 && line.isOpen(); i++) {
          client.send(line, client.packet(rest));
        }
      }
      client.mustNotHaveLied(line);
      client.log.answer();
      line.said(PUBACK);
    }
    client.ingest.mustBeWell();
    return line.packed();
  }

  /** The topics that are this speaker's own. */
  static List<String> topics(int speaker) {
    return speaker <= OURS
        ? Arrays.stream(Message.Kind.values()).map(it -> new WireTopic(ID, it).name()).toList()
        : TOPICS.getOrDefault(dialect(speaker), List.of());
  }

  static Dialect dialect(int speaker) {
    return DIALECTS.get(speaker - OURS - 1);
  }

  /** A publish of an input. */
  static byte[] publish(int kind, byte[] payload) {
    return told(kind, payload);
  }

  /** Any other packet of an input. */
  static byte[] any(byte[] packet) {
    int digits = 1;
    while (packet[digits] < 0) {
      digits++;
    }
    byte[] body = Arrays.copyOfRange(packet, digits, packet.length);
    body[0] = packet[0];
    return told(ANY, body);
  }

  private static byte[] told(int kind, byte[] rest) {
    return new Packet().bytes(kind, rest.length >> 8, rest.length & 0xff).raw(rest).content();
  }

  private void send(SocketlessIngest.Line line, byte[] bytes) {
    int step = inPieces ? PIECE_BYTES : Math.max(1, bytes.length);
    for (int at = 0; at < bytes.length; at += step) {
      if (!line.isRead()) {
        assertEquals(Mood.WHEN_ASKED, mood, "only who waits for the log is not read from");
        mustNotHaveLied(line);
        answered = true;
        log.answer();
      }
      line.send(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + step)));
    }
  }

  /** Whatever a station of ours publishes goes to the log, if only as a refusal. */
  private void mustNotHaveLied(SocketlessIngest.Line line) {
    if (mood != Mood.AT_ONCE && !answered && speaker <= OURS) {
      assertEquals(0, line.said(PUBACK), "acknowledged and not stored");
    }
  }

  private byte[] packet(ByteBuffer rest) {
    int kind = rest.get();
    int length = Math.min(rest.getShort() & 0xffff, rest.remaining());
    byte[] own = new byte[length];
    rest.get(own);
    if (kind < 0) {
      int first = length == 0 ? 0xC0 : own[0] & 0xff;
      return new Packet().raw(own.length == 0 ? own : Arrays.copyOfRange(own, 1, length)).of(first);
    }
    List<String> topics = topics(speaker);
    int qos = kind / QOS & 3;
    Packet publish = new Packet().text(topics.get((kind & 0x0f) % topics.size()));
    if (qos > 0) {
      publish.bytes(0, 1 + (kind & 0x0f));
    }
    if (five) {
      publish.bytes(0);
    }
    return publish.raw((kind & PACKED) != 0 ? WireGzip.pack(own) : own).of(0x30 | qos << 1);
  }

  private byte[] connect() {
    Packet connect = new Packet().text("MQTT").bytes(five ? 5 : 4, 0xC2, 0, 60);
    if (five) {
      connect.bytes(0);
    }
    return connect.text("c").text(ID.value()).text(KEY).of(0x10);
  }

  private static StationRegistry.Entry entry(int speaker) {
    boolean ours = speaker <= OURS;
    StationKind kind = KINDS.get(ours ? Math.max(0, speaker - 1) : 0);
    boolean phone = !ours && dialect(speaker) == Dialect.OWNTRACKS;
    return new StationRegistry.Entry(
        ID,
        phone ? StationKind.BIKE : kind,
        "farm",
        new StationKey(KEY).hash(),
        Optional.of(new SamplingPlan("monday", Map.of("climate", 30.0))),
        ours
            ? Optional.empty()
            : Optional.of(new StationRegistry.Speech(dialect(speaker), PLACED)));
  }

  private static byte[] remaining(ByteBuffer rest) {
    byte[] bytes = new byte[rest.remaining()];
    rest.get(bytes);
    return bytes;
  }
}
