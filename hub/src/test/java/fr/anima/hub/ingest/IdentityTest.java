package fr.anima.hub.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.database.TestDatabase;
import fr.anima.hub.eventlog.InMemoryEventLog;
import fr.anima.hub.eventlog.Topics;
import fr.anima.hub.ingest.conformance.Packet;
import fr.anima.hub.stations.StationKey;
import fr.anima.hub.stations.StationRegistry;
import fr.anima.wire.FreePort;
import fr.anima.wire.Message;
import fr.anima.wire.StationId;
import fr.anima.wire.StationKind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Promises I7 and I8: who a client is follows from its key alone, so that nobody turns a station
 * out without it, and nobody says a word in a station's name.
 */
class IdentityTest {
  private static final int TRIES = Boolean.getBoolean("anima.long") ? 10_000 : 500;
  private static final int CONNECT = 0x10;
  private static final int PUBLISH_QOS_1 = 0x32;
  private static final int SUBSCRIBE = 0x82;
  private static final int ACCEPTED = 0;
  private static final List<StationKind> KINDS = List.of(StationKind.values());

  private final InMemoryEventLog log = new InMemoryEventLog(InstantSource.system());
  private final Vertx vertx = Vertx.vertx();
  private int port;

  @BeforeEach
  void start() {
    port = FreePort.any();
    StationRegistry registry = new StationRegistry();
    registry.replace(KINDS.stream().map(IdentityTest::entry).toList());
    MqttIngest.Shared shared =
        new MqttIngest.Shared(
            log, registry, new SimpleMeterRegistry(), InstantSource.system(), ZoneOffset.UTC);
    log.follow(List.of(shared.topic()), shared::take);
    TestDatabase.await(
        vertx.deployVerticle(
            new MqttIngest(new MqttIngest.Endpoint("127.0.0.1", port, Optional.empty()), shared)));
  }

  @AfterEach
  void stop() {
    TestDatabase.await(vertx.close());
  }

  @Test
  void nobody_turns_a_station_out_without_its_key() throws IOException {
    long seed = Long.getLong("anima.seed", 20_261_127L);
    System.out.println("identity: anima.seed=" + seed + " tries=" + TRIES);
    Random random = new Random(seed);
    List<Line> stations = new ArrayList<>();
    for (StationKind kind : KINDS) {
      stations.add(line(name(kind), name(kind), key(kind)));
    }
    Line other = stations.remove(0);
    for (int i = 0; i < TRIES; i++) {
      StationKind victim = KINDS.get(1 + random.nextInt(KINDS.size() - 1));
      Line thief =
          switch (random.nextInt(4)) {
            case 0 -> line(name(victim), name(KINDS.get(0)), key(KINDS.get(0)));
            case 1 -> line(name(victim), name(victim), key(KINDS.get(0)));
            case 2 -> line(name(victim), name(victim), "");
            default -> line(name(victim), name(victim).toUpperCase(Locale.ROOT), key(victim));
          };
      thief.close();
    }
    for (Line each : stations) {
      assertTrue(each.isAlive(), "a station was turned out");
      each.close();
    }
    assertTrue(!other.isAlive(), "its own key takes its own connection over");
  }

  @Test
  void a_cloned_card_is_told_of() throws IOException {
    for (int i = 0; i < 6; i++) {
      line("any", name(KINDS.get(0)), key(KINDS.get(0)));
    }

    List<String> reasons = log.values(Topics.REFUSALS).stream().map(it -> it.reason()).toList();
    assertEquals(List.of("two-devices"), reasons);
  }

  @Test
  void a_station_says_and_hears_its_own_and_nothing_else() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (StationKind speaker : KINDS) {
      for (String topic : topics()) {
        boolean own = topic.startsWith("anima/v1/" + name(speaker) + "/");
        boolean says = own && speaks(speaker, topic.substring(topic.lastIndexOf('/') + 1));
        boolean hears = topic.equals("anima/v1/" + name(speaker) + "/plan");
        if (mayPublish(speaker, topic) != says) {
          wrong.add(speaker + " publishes " + topic);
        }
        if (maySubscribe(speaker, topic) != hears) {
          wrong.add(speaker + " subscribes to " + topic);
        }
        if (mayLeave(speaker, topic)) {
          wrong.add(speaker + " leaves a will for " + topic);
        }
      }
    }

    assertEquals(List.of(), wrong);
  }

  private static boolean speaks(StationKind kind, String word) {
    return Arrays.stream(Message.Kind.values())
        .anyMatch(it -> it.word().equals(word) && Intake.speaks(kind, it));
  }

  /** Every kind of message of every station, and what is no station's. */
  private static List<String> topics() {
    Stream<String> ofStations =
        KINDS.stream()
            .flatMap(
                kind ->
                    Stream.concat(
                            Arrays.stream(Message.Kind.values()).map(Message.Kind::word),
                            Stream.of("plan"))
                        .map(word -> "anima/v1/" + name(kind) + "/" + word));
    Stream<String> others =
        Stream.of(
            "anima/v1/stranger/readings",
            "anima/v2/" + name(KINDS.get(0)) + "/readings",
            "anima/v1/" + name(KINDS.get(0)),
            "anima/v1/" + name(KINDS.get(0)) + "/readings/more",
            "owntracks/" + name(KINDS.get(0)) + "/phone",
            "zigbee2mqtt/barn",
            "$SYS/broker/uptime");
    return Stream.concat(ofStations, others).toList();
  }

  private boolean mayPublish(StationKind kind, String topic) throws IOException {
    try (Line line = line("any", name(kind), key(kind))) {
      line.send(new Packet().text(topic).bytes(0, 1, 0).text("x"), PUBLISH_QOS_1);
      Answer answer = line.hear();
      // What is no message is acknowledged with its reason; what may not be said is not authorised.
      return answer.type() == 4 && answer.body().getByte(2) != (byte) 0x87;
    }
  }

  private boolean maySubscribe(StationKind kind, String topic) throws IOException {
    try (Line line = line("any", name(kind), key(kind))) {
      line.send(new Packet().bytes(0, 1, 0).text(topic).bytes(1), SUBSCRIBE);
      Answer answer = line.hear();
      return answer.type() == 9 && answer.body().getByte(answer.body().length() - 1) >= 0;
    }
  }

  private boolean mayLeave(StationKind kind, String topic) throws IOException {
    Packet connect = new Packet().text("MQTT").bytes(5, 0xCE, 0, 60, 0).text("any");
    connect.bytes(0).text(topic).text("gone").text(name(kind)).text(key(kind));
    try (Line line = new Line(port)) {
      line.send(connect, CONNECT);
      return line.hear().isAccepted();
    }
  }

  private Line line(String clientId, String user, String key) throws IOException {
    Line line = new Line(port);
    Packet connect = new Packet().text("MQTT").bytes(5, 0xC2, 0, 60, 0).text(clientId);
    line.send(connect.text(user).text(key), CONNECT);
    line.hear();
    return line;
  }

  private static StationRegistry.Entry entry(StationKind kind) {
    return new StationRegistry.Entry(
        new StationId(name(kind)),
        kind,
        "place",
        new StationKey(key(kind)).hash(),
        Optional.empty());
  }

  private static String name(StationKind kind) {
    return "station-" + kind.word();
  }

  private static String key(StationKind kind) {
    return "key of " + kind.word();
  }

  /** The first packet that came back; type 0 when the connection ended without one. */
  private record Answer(int type, Buffer body) {
    boolean isAccepted() {
      return type == 2 && body.getByte(1) == ACCEPTED;
    }
  }

  /** A client's connection, byte by byte. */
  private static final class Line implements AutoCloseable {
    private final Socket socket;
    private final DataInputStream in;

    Line(int port) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(10_000);
      in = new DataInputStream(socket.getInputStream());
    }

    void send(Packet packet, int first) throws IOException {
      socket.getOutputStream().write(packet.of(first));
    }

    /** A packet of 127 bytes at most but for what the hub accepts a client with. */
    Answer hear() throws IOException {
      int first = in.read();
      if (first < 0) {
        return new Answer(0, Buffer.buffer());
      }
      int length = 0;
      for (int shift = 0, digit = 0x80; digit >= 0x80; shift += 7) {
        digit = in.readUnsignedByte();
        length |= (digit & 0x7F) << shift;
      }
      return new Answer(first >> 4, Buffer.buffer(in.readNBytes(length)));
    }

    /** Whether the hub still answers a ping here. */
    boolean isAlive() throws IOException {
      try {
        socket.getOutputStream().write(new byte[] {(byte) 0xC0, 0});
        return hear().type() == 13;
      } catch (SocketException gone) {
        return false;
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
