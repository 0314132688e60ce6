package fr.anima.hub.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongFunction;

/**
 * One MQTT 3.1.1 publisher with a window: every packet it receives is a CONNACK or a PUBACK, four
 * bytes each.
 */
public final class LoadConnection {
  private final NetSocket socket;
  private final byte[] topic;
  private final LongFunction<byte[]> payload;
  private final Acknowledged acknowledged;
  private final long[] sentAt;
  private final long[] sent;
  private final Deque<Integer> free = new ArrayDeque<>();
  private final Promise<Void> accepted = Promise.promise();
  private Buffer rest = Buffer.buffer();
  private boolean greeted;
  private boolean unlimited;
  private volatile boolean closed;
  private long sequence;

  /** Told of each PUBACK. */
  @FunctionalInterface
  public interface Acknowledged {
    /** The n-th message was acknowledged, so many nanoseconds after it was sent. */
    void take(long number, long nanos);
  }

  /**
   * Who publishes what.
   *
   * @param payload the bytes of the n-th message
   */
  public record Role(
      String user,
      String password,
      String topic,
      int window,
      LongFunction<byte[]> payload,
      Acknowledged acknowledged) {}

  private LoadConnection(NetSocket socket, Role role) {
    this.socket = socket;
    this.topic = role.topic().getBytes(StandardCharsets.UTF_8);
    this.payload = role.payload();
    this.acknowledged = role.acknowledged();
    this.sentAt = new long[role.window() + 1];
    this.sent = new long[role.window() + 1];
    for (int slot = 1; slot <= role.window(); slot++) {
      free.add(slot);
    }
  }

  /** Connects; fails when the CONNACK does not accept. */
  public static Future<LoadConnection> open(NetClient client, String host, int port, Role role) {
    return client
        .connect(port, host)
        .compose(
            socket -> {
              LoadConnection connection = new LoadConnection(socket, role);
              socket.handler(connection::read);
              socket.closeHandler(closed -> connection.closed(role));
              socket.write(connect(role));
              return connection.accepted.future().map(connection);
            });
  }

  /** Keeps the window full from now on. */
  public void unlimited() {
    unlimited = true;
    while (publishOne()) {}
  }

  /** Sends one message if the window has room. */
  public boolean publishOne() {
    Integer slot = free.poll();
    if (slot == null) {
      return false;
    }
    byte[] body = payload.apply(++sequence);
    Buffer packet = Buffer.buffer(body.length + topic.length + 8).appendByte((byte) 0x32);
    length(packet, 2 + topic.length + 2 + body.length);
    packet.appendUnsignedShort(topic.length).appendBytes(topic).appendUnsignedShort(slot);
    sentAt[slot] = System.nanoTime();
    sent[slot] = sequence;
    socket.write(packet.appendBytes(body));
    return true;
  }

  /** Whether the other side has not ended it. */
  public boolean isOpen() {
    return !closed;
  }

  /** Sends nothing by itself any more. */
  public void stop() {
    unlimited = false;
  }

  /** Ends it without DISCONNECT. */
  public Future<Void> close() {
    return socket.close();
  }

  private void read(Buffer bytes) {
    rest.appendBuffer(bytes);
    int at = 0;
    for (; at + 4 <= rest.length(); at += 4) {
      if (!greeted) {
        greet(rest.getByte(at + 3));
      } else {
        int slot = rest.getUnsignedShort(at + 2);
        acknowledged.take(sent[slot], System.nanoTime() - sentAt[slot]);
        free.add(slot);
      }
    }
    rest = rest.getBuffer(at, rest.length());
    while (unlimited && publishOne()) {}
  }

  /** A load with fewer connections than asked for would measure something else. */
  private void closed(Role role) {
    closed = true;
    if (!accepted.tryFail("closed before CONNACK: " + role.user())) {
      System.err.println("load lost its connection as " + role.user());
    }
  }

  private void greet(byte code) {
    greeted = true;
    if (code == 0) {
      accepted.complete();
    } else {
      accepted.fail("CONNACK refused with code " + code);
    }
  }

  private static Buffer connect(Role role) {
    Buffer body = Buffer.buffer();
    text(body, "MQTT");
    boolean secret = !role.password().isEmpty();
    body.appendByte((byte) 4).appendByte((byte) (secret ? 0xC2 : 0x02)).appendUnsignedShort(60);
    text(body, role.user());
    if (secret) {
      text(body, role.user());
      text(body, role.password());
    }
    Buffer packet = Buffer.buffer().appendByte((byte) 0x10);
    length(packet, body.length());
    return packet.appendBuffer(body);
  }

  private static void text(Buffer buffer, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    buffer.appendUnsignedShort(bytes.length).appendBytes(bytes);
  }

  private static void length(Buffer buffer, int length) {
    int rest = length;
    do {
      int digit = rest % 128;
      rest /= 128;
      buffer.appendByte((byte) (rest > 0 ? digit | 0x80 : digit));
    } while (rest > 0);
  }
}
