package fr.anima.edge.uplink;

import fr.anima.wire.Decoded;
import fr.anima.wire.HubTime;
import fr.anima.wire.Message;
import fr.anima.wire.WireGzip;
import fr.anima.wire.WireJson;
import fr.anima.wire.WireTopic;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * As much of an MQTT 5 server as an uplink needs, on loopback, scripted: what it answers to each
 * publish, what it announces, when it says nothing, after how many bytes it hangs up.
 */
public final class HubStub implements Closeable {
  /** What was published. */
  record Published(String topic, String text) {
    private Stream<Message> messages() {
      byte[] payload = text.getBytes(StandardCharsets.UTF_8);
      return WireJson.decode(WireTopic.parse(topic), payload).stream()
          .map(it -> it.fold(Decoded.Known::message, Published::refused));
    }

    private static Message refused(Decoded.Unreadable bad) {
      throw new AssertionError(bad.detail());
    }
  }

  /** What to answer; a code below 0 is no answer. */
  record Reply(int code, String reason, int refused) {
    static final Reply STORED = new Reply(0, "", 0);
    static final Reply SILENCE = new Reply(-1, "", 0);

    /** The connection ends, without a word. */
    static final Reply CUT = new Reply(-2, "", 0);
  }

  final List<Published> published = new CopyOnWriteArrayList<>();
  final List<String> connects = new CopyOnWriteArrayList<>();
  final AtomicInteger unanswered = new AtomicInteger();
  final AtomicInteger mostUnanswered = new AtomicInteger();
  volatile Function<Published, Reply> judge = it -> Reply.STORED;
  volatile IntFunction<Integer> hangUpAfterBytes = connection -> Integer.MAX_VALUE;
  final AtomicLong bytes = new AtomicLong();
  volatile boolean acceptsGzip;
  volatile int connectCode;
  volatile int receiveMaximum = 64;
  volatile int maximumPacket;
  volatile int aliases;
  volatile Supplier<Optional<Instant>> clock = Optional::empty;
  volatile boolean silent;
  volatile byte[] plan = {};
  volatile long answerDelayMillis;

  private final ServerSocket server;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  /** One that stores all it is sent. */
  public HubStub() throws IOException {
    this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
  }

  HubStub(ServerSocket server) {
    this.server = server;
    thread(this::accept);
  }

  /** Everything that was published, read as a hub reads it. */
  public List<Message> messages() {
    return published.stream().flatMap(Published::messages).toList();
  }

  /** Where it listens. */
  public URI address() {
    return URI.create("tcp://127.0.0.1:" + server.getLocalPort());
  }

  int port() {
    return server.getLocalPort();
  }

  private static void thread(Runnable work) {
    Thread thread = new Thread(work, "hub-stub");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        sockets.add(socket);
        int number = sockets.size();
        thread(() -> new Peer(socket, hangUpAfterBytes.apply(number)).serve());
      } catch (IOException closed) {
        return;
      }
    }
  }

  /** Ends every connection that stands. */
  void hangUp() throws IOException {
    for (Socket each : sockets) {
      each.close();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    hangUp();
  }

  /** One station's connection. */
  private final class Peer {
    private final Socket socket;
    private int bytesLeft;

    Peer(Socket socket, int bytesLeft) {
      this.socket = socket;
      this.bytesLeft = bytesLeft;
    }

    void serve() {
      try (socket;
          DataInputStream in = new DataInputStream(new Counted(socket.getInputStream()))) {
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        while (true) {
          int type = in.readUnsignedByte();
          byte[] packet = new byte[MqttBytes.length(in)];
          in.readFully(packet); // a packet that was cut off is none
          ByteBuffer body = ByteBuffer.wrap(packet);
          if (silent && type >> 4 != 1) {
            continue;
          }
          switch (type >> 4) {
            case 1 -> connect(body, out);
            case 3 -> publish(body, out);
            case 8 -> subscribe(body, out);
            case 12 -> write(out, 0xD0, new byte[0]);
            case 14 -> {
              return;
            }
            default -> {}
          }
        }
      } catch (IOException gone) {
        // a cut or a close, as scripted
      }
    }

    private void connect(ByteBuffer body, OutputStream out) throws IOException {
      MqttBytes.text(body); // "MQTT"
      body.position(body.position() + 4); // version, flags, keep alive
      int properties = MqttBytes.length(body);
      body.position(body.position() + properties);
      connects.add(MqttBytes.text(body) + "|" + MqttBytes.text(body) + "|" + MqttBytes.text(body));
      ByteArrayOutputStream more = new ByteArrayOutputStream();
      more.writeBytes(
          ByteBuffer.allocate(3).put((byte) 0x21).putShort((short) receiveMaximum).array());
      if (maximumPacket > 0) {
        more.writeBytes(ByteBuffer.allocate(5).put((byte) 0x27).putInt(maximumPacket).array());
      }
      if (aliases > 0) {
        more.writeBytes(ByteBuffer.allocate(3).put((byte) 0x22).putShort((short) aliases).array());
      }
      if (acceptsGzip) {
        userProperty(more, WireGzip.PROPERTY, WireGzip.WORD);
      }
      clock.get().ifPresent(time -> userProperty(more, HubTime.PROPERTY, HubTime.word(time)));
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      answer.write(0);
      answer.write(connectCode);
      answer.write(more.size());
      answer.writeBytes(more.toByteArray());
      write(out, 0x20, answer.toByteArray());
    }

    private void subscribe(ByteBuffer body, OutputStream out) throws IOException {
      short id = body.getShort();
      write(out, 0x90, ByteBuffer.allocate(4).putShort(id).put((byte) 0).put((byte) 1).array());
      body.position(body.position() + 1 + body.get(body.position()));
      String topic = MqttBytes.text(body);
      if (plan.length > 0) {
        byte[] name = topic.getBytes(StandardCharsets.UTF_8);
        write(
            out,
            0x32,
            ByteBuffer.allocate(2 + name.length + 3 + plan.length)
                .putShort((short) name.length)
                .put(name)
                .putShort((short) 9)
                .put((byte) 0)
                .put(plan)
                .array());
      }
    }

    private void publish(ByteBuffer body, OutputStream out) throws IOException {
      String topic = MqttBytes.text(body);
      short id = body.getShort();
      int properties = MqttBytes.length(body);
      body.position(body.position() + properties);
      byte[] payload = new byte[body.remaining()];
      body.get(payload);
      bytes.addAndGet(payload.length);
      byte[] json =
          WireGzip.isPacked(payload) ? WireGzip.unpack(payload, WireJson.MOST_BYTES) : payload;
      Published one = new Published(topic, new String(json, StandardCharsets.UTF_8));
      published.add(one);
      mostUnanswered.accumulateAndGet(unanswered.incrementAndGet(), Math::max);
      Reply reply = judge.apply(one);
      if (reply.equals(Reply.CUT)) {
        unanswered.decrementAndGet();
        socket.close();
        throw new EOFException("cut");
      }
      if (reply.code() >= 0) {
        if (answerDelayMillis > 0) {
          later(() -> answer(out, id, reply));
        } else {
          answer(out, id, reply);
        }
      }
    }

    private void later(Runnable answer) {
      thread(
          () -> {
            java.util.concurrent.locks.LockSupport.parkNanos(answerDelayMillis * 1_000_000);
            answer.run();
          });
    }

    private void answer(OutputStream out, short id, Reply reply) {
      unanswered.decrementAndGet();
      ByteArrayOutputStream more = new ByteArrayOutputStream();
      if (!reply.reason().isEmpty()) {
        more.write(0x1F);
        more.writeBytes(MqttBytes.string(reply.reason()));
      }
      if (reply.refused() > 0) {
        userProperty(more, "refused", Integer.toString(reply.refused()));
      }
      ByteArrayOutputStream ack = new ByteArrayOutputStream();
      ack.writeBytes(ByteBuffer.allocate(2).putShort(id).array());
      if (reply.code() > 0) {
        ack.write(reply.code());
        ack.write(more.size());
        ack.writeBytes(more.toByteArray());
      }
      try {
        write(out, 0x40, ack.toByteArray());
      } catch (IOException gone) {
        // the station will send it again
      }
    }

    private static void userProperty(ByteArrayOutputStream more, String name, String value) {
      more.write(0x26);
      more.writeBytes(MqttBytes.string(name));
      more.writeBytes(MqttBytes.string(value));
    }

    private void write(OutputStream out, int type, byte[] body) throws IOException {
      ByteArrayOutputStream packet = new ByteArrayOutputStream();
      packet.write(type);
      packet.write(body.length);
      packet.writeBytes(body);
      byte[] bytes = packet.toByteArray();
      synchronized (socket) {
        out.write(bytes, 0, Math.min(bytes.length, Math.max(0, bytesLeft)));
        out.flush();
      }
      spend(bytes.length);
    }

    private void spend(int bytes) throws IOException {
      bytesLeft -= bytes;
      if (bytesLeft < 0) {
        socket.close();
        throw new EOFException("hung up");
      }
    }

    /** Counts what comes in against the bytes after which to hang up. */
    private final class Counted extends InputStream {
      private final InputStream in;

      Counted(InputStream in) {
        this.in = in;
      }

      @Override
      public int read() throws IOException {
        spend(1);
        return in.read();
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        int count = in.read(into, offset, length);
        spend(Math.max(0, count));
        return count;
      }
    }
  }
}
