package fr.anima.hub.ingest;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.database.TestDatabase;
import fr.anima.hub.eventlog.EventLog;
import fr.anima.hub.eventlog.Topic;
import fr.anima.hub.eventlog.Topics;
import fr.anima.hub.ingest.conformance.Packet;
import fr.anima.hub.stations.StationKey;
import fr.anima.hub.stations.StationRegistry;
import fr.anima.wire.FreePort;
import fr.anima.wire.StationId;
import fr.anima.wire.StationKind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A station that says more than the log takes is left unread, and nothing else happens to it. */
class FloodTest {
  private static final int FLOOD = 1_000;

  /** More than the kernel's buffers of both ends hold, which grow to a few mebibytes. */
  private static final long MORE_THAN_BUFFERS = 64L << 20;

  private final Vertx vertx = Vertx.vertx();
  private final BlockingQueue<Runnable> unanswered = new LinkedBlockingQueue<>();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final StationRegistry registry = new StationRegistry();
  private int port;

  @BeforeEach
  void start() {
    port = FreePort.any();
    registry.replace(IntStream.range(0, 300).mapToObj(it -> station("barn-" + it)).toList());
    MqttIngest.Shared shared =
        new MqttIngest.Shared(
            new WaitingLog(), registry, meters, InstantSource.system(), ZoneOffset.UTC);
    MqttIngest.Endpoint endpoint = new MqttIngest.Endpoint("127.0.0.1", port, Optional.empty());
    TestDatabase.await(vertx.deployVerticle(new MqttIngest(endpoint, shared)));
  }

  @AfterEach
  void stop() {
    TestDatabase.await(vertx.close());
  }

  @Test
  void beyond_the_limit_a_station_is_slowed_and_then_acknowledged_in_order() throws IOException {
    try (Socket station = connect("barn-1", 4, 60)) {
      for (int id = 1; id <= FLOOD; id++) {
        station.getOutputStream().write(publish("barn-1", id, 4, 200));
      }
      await().until(() -> unanswered.size() == Answers.RECEIVE_MAXIMUM);

      InputStream in = station.getInputStream();
      for (int id = 1; id <= FLOOD; id++) {
        assertTrue(unanswered.size() <= Answers.RECEIVE_MAXIMUM, "too many are in work");
        answerNext();
        byte[] puback = in.readNBytes(4);
        assertEquals(0x40, puback[0]);
        assertEquals(id, ((puback[2] & 0xff) << 8) | (puback[3] & 0xff));
      }
      await().until(() -> bytesInFlight() == 0);
    }
  }

  @Test
  void a_flood_meets_a_closed_window_and_the_hub_holds_little_of_it() throws IOException {
    byte[] publish = publish("barn-1", 1, 4, 60_000);
    try (SocketChannel flood = SocketChannel.open(address());
        Socket other = connect("barn-2", 4, 60)) {
      flood.write(ByteBuffer.wrap(connectPacket("barn-1", 4, 60)));
      flood.configureBlocking(false);

      long sent = sendUntilNothingIsTaken(flood, publish);

      assertTrue(sent < MORE_THAN_BUFFERS, sent + " bytes were taken");
      assertTrue(bytesInFlight() < 1 << 20, bytesInFlight() + " bytes are held");
      int before = unanswered.size();
      other.getOutputStream().write(publish("barn-2", 7, 4, 200));
      await().until(() -> unanswered.size() > before);
      unanswered.forEach(Runnable::run);
      assertEquals(7, other.getInputStream().readNBytes(4)[3], "the other is not held up");
    }
  }

  @Test
  void all_together_hold_no_more_than_the_hub_has_room_for() throws IOException {
    List<Socket> stations = flood(80, 12);
    await().during(Duration.ofMillis(500)).until(() -> bytesInFlight() < 38L << 20);
    assertTrue(bytesInFlight() > 28L << 20, "the flood is there: " + bytesInFlight());

    for (int answered = 0; answered < 80 * 12; answered++) {
      answerNext();
    }

    allAreAnswered(stations, 12);
  }

  @Test
  void room_that_becomes_free_is_not_promised_to_everybody_who_waits() throws IOException {
    List<Socket> stations = flood(300, 4);
    await().until(() -> bytesInFlight() >= 32L << 20);

    for (int answered = 0; answered < 200; answered++) {
      answerNext();
    }
    await().during(Duration.ofMillis(300)).until(() -> bytesInFlight() < 33L << 20);

    for (int answered = 200; answered < 300 * 4; answered++) {
      answerNext();
    }
    allAreAnswered(stations, 4);
  }

  @Test
  void who_is_left_unread_is_not_ended_as_silent() throws IOException {
    try (Socket station = connect("barn-1", 4, 1)) {
      for (int id = 1; id <= Answers.RECEIVE_MAXIMUM; id++) {
        station.getOutputStream().write(publish("barn-1", id, 4, 200));
      }
      await().until(() -> unanswered.size() == Answers.RECEIVE_MAXIMUM);
      await().during(Duration.ofSeconds(3)).until(() -> connections() == 1);

      unanswered.forEach(Runnable::run);

      int all = 4 * Answers.RECEIVE_MAXIMUM;
      assertEquals(all, station.getInputStream().readNBytes(all).length);
      await().until(() -> connections() == 0);
    }
  }

  @Test
  void a_station_of_mqtt_5_that_ignores_its_receive_maximum_is_told_so() throws IOException {
    try (Socket station = connect("barn-1", 5, 60)) {
      for (int id = 1; id <= Answers.RECEIVE_MAXIMUM + 1; id++) {
        station.getOutputStream().write(publish("barn-1", id, 5, 200));
      }

      byte[] disconnect = station.getInputStream().readNBytes(3);

      assertEquals((byte) 0xE0, disconnect[0], "no acknowledgement, a DISCONNECT");
      assertEquals((byte) 0x93, disconnect[2]);
    }
  }

  /** So many stations, each of which sends so many publishes of 60 kB at once. */
  private List<Socket> flood(int stations, int publishes) throws IOException {
    List<Socket> sockets = new ArrayList<>();
    for (int i = 0; i < stations; i++) {
      Socket socket = connect("barn-" + i, 4, 60);
      byte[] publish = publish("barn-" + i, 1, 4, 60_000);
      for (int times = 0; times < publishes; times++) {
        socket.getOutputStream().write(publish);
      }
      sockets.add(socket);
    }
    return sockets;
  }

  private static void allAreAnswered(List<Socket> stations, int publishes) throws IOException {
    for (Socket station : stations) {
      assertEquals(publishes * 4, station.getInputStream().readNBytes(publishes * 4).length);
      station.close();
    }
  }

  /** How many bytes went before the window was closed for a second. */
  private static long sendUntilNothingIsTaken(SocketChannel flood, byte[] publish)
      throws IOException {
    long sent = 0;
    ByteBuffer rest = ByteBuffer.wrap(publish);
    long lastTaken = System.nanoTime();
    while (System.nanoTime() - lastTaken < 1_000_000_000L && sent < MORE_THAN_BUFFERS) {
      int taken = flood.write(rest);
      sent += taken;
      lastTaken = taken > 0 ? System.nanoTime() : lastTaken;
      rest = rest.hasRemaining() ? rest : ByteBuffer.wrap(publish);
    }
    return sent;
  }

  /** Takes everything and answers when the test says so. */
  private final class WaitingLog implements EventLog {
    @Override
    public <T> Future<Void> append(Topic<T> topic, String key, T value) {
      if (!topic.equals(Topics.READINGS)) {
        return Future.failedFuture("a good reading came out as " + value);
      }
      Promise<Void> promise = Promise.promise();
      Context caller = Vertx.currentContext();
      unanswered.add(() -> caller.runOnContext(stored -> promise.tryComplete()));
      return promise.future();
    }
  }

  private void answerNext() {
    try {
      Optional.ofNullable(unanswered.poll(10, TimeUnit.SECONDS)).orElseThrow().run();
    } catch (InterruptedException why) {
      throw new AssertionError("interrupted", why);
    }
  }

  private long bytesInFlight() {
    return (long) meters.get("anima_ingest_bytes_in_flight").gauge().value();
  }

  private int connections() {
    return (int) meters.get("anima_ingest_connections").gauge().value();
  }

  private InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** Connected and greeted. */
  private Socket connect(String name, int version, int keepAliveSeconds) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(10_000);
    socket.getOutputStream().write(connectPacket(name, version, keepAliveSeconds));
    InputStream in = socket.getInputStream();
    int length = in.readNBytes(2)[1];
    assertEquals(0, in.readNBytes(length)[1], "CONNACK accepted");
    return socket;
  }

  private static byte[] connectPacket(String name, int version, int keepAliveSeconds) {
    Packet packet = new Packet().text("MQTT").bytes(version, 0xC2, 0, keepAliveSeconds);
    packet.bytes(version == 5 ? new int[] {0} : new int[0]);
    return packet.text(name).text(name).text("secret").of(0x10);
  }

  /** A reading, with spaces up to that length. */
  private static byte[] publish(String name, int id, int version, int length) {
    String reading =
        """
        {"station":"%s","boot":1,"sequence":%d,"measuredAt":"2026-11-23T10:00:00Z",
         "clock":"synced","readings":[{"quantity":"temperature","value":21,"unit":"Cel"}]}"""
            .formatted(name, id);
    String topic = "anima/v1/" + name + "/readings";
    Packet packet = new Packet().text(topic).bytes(id >> 8, id & 0xFF);
    packet.bytes(version == 5 ? new int[] {0} : new int[0]);
    String padded = reading + " ".repeat(Math.max(0, length - reading.length()));
    return packet.raw(padded.getBytes(StandardCharsets.UTF_8)).of(0x32);
  }

  private static StationRegistry.Entry station(String id) {
    return new StationRegistry.Entry(
        new StationId(id),
        StationKind.ENCLOSURE,
        "pen-of-" + id,
        new StationKey("secret").hash(),
        Optional.empty());
  }
}
