package fr.anima.hub.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fr.anima.hub.eventlog.EventLog;
import fr.anima.hub.ingest.packets.PacketFlaw;
import fr.anima.hub.ingest.packets.PacketGate;
import fr.anima.hub.stations.StationRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PoolArenaMetric;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttIdentifierRejectedException;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttUnacceptableProtocolVersionException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.internal.VertxWrapper;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.NetServerInternal;
import io.vertx.core.net.impl.NetSocketImpl;
import io.vertx.core.net.impl.VertxHandler;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The hub's endpoint with arrays for sockets: its gate, Netty's decoder, vertx-mqtt's handler and
 * all behind them, on the caller's thread, so that what it costs and where it fails is one input's.
 */
final class SocketlessIngest {
  static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");
  private static final VertxInternal VERTX = (VertxInternal) Vertx.vertx();
  private static final ZoneId ZONE = ZoneId.of("Europe/Paris");
  private static final byte PACKED = 0x1f;

  /** Pooled as a real socket's is, in chunks of 256 KiB; without caches, which would hide leaks. */
  private static final PooledByteBufAllocator MEMORY =
      new PooledByteBufAllocator(true, 1, 1, 8_192, 5, 0, 0, false);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Door door = new Door();
  private final long held = held();
  private final List<Throwable> faults = new ArrayList<>();

  SocketlessIngest(EventLog log, StationRegistry registry) throws Exception {
    InstantSource clock = InstantSource.fixed(NOW);
    MqttIngest ingest =
        new MqttIngest(
            new MqttIngest.Endpoint("nowhere", 0, Optional.empty()),
            new MqttIngest.Shared(log, registry, meters, clock, ZONE),
            it -> door);
    ingest.init(door, VERTX.getOrCreateContext());
    ingest.start();
  }

  /** A client that says nothing yet. */
  Line connect() {
    return new Line();
  }

  /** Nothing escaped, and nothing is kept of connections that are gone. */
  void mustBeWell() {
    if (!faults.isEmpty()) {
      throw new AssertionError("escaped: " + faults, faults.get(0));
    }
    assertEquals(held, held(), "buffers that nobody released");
    assertEquals(0, meters.get("anima_ingest_connections").gauge().value(), "connections");
    assertEquals(0, meters.get("anima_ingest_bytes_in_flight").gauge().value(), "bytes in flight");
  }

  private static long held() {
    return Stream.concat(
            MEMORY.metric().heapArenas().stream(), MEMORY.metric().directArenas().stream())
        .mapToLong(PoolArenaMetric::numActiveAllocations)
        .sum();
  }

  /** One client's connection. */
  final class Line implements AutoCloseable {
    private final Socketless channel = new Socketless();
    private final int[] said = new int[16];
    private int packed;

    private Line() {
      channel.config().setAllocator(MEMORY);
      ContextInternal context = VERTX.contextBuilder().withEventLoop(channel.eventLoop()).build();
      context.exceptionHandler(faults::add);
      VertxHandler<NetSocketImpl> socket =
          VertxHandler.create(
              it ->
                  new NetSocketImpl(
                      context,
                      it,
                      SocketAddress.inetSocketAddress(1, "127.0.0.1"),
                      null,
                      null,
                      null,
                      null,
                      false));
      socket.addHandler(it -> context.emit(it, door.entered()));
      channel.pipeline().addLast(new PacketGate(Answers.FOREIGN_PACKET_BYTES, () -> {}));
      channel.pipeline().addLast("handler", socket);
      channel.pipeline().addBefore("handler", "watching", new Watching());
    }

    /** What arrives in one read. */
    void send(byte[] bytes) {
      if (isOpen()) {
        channel.writeInbound(MEMORY.buffer(bytes.length).writeBytes(bytes));
        hear();
      }
    }

    boolean isOpen() {
      return channel.isOpen();
    }

    boolean isRead() {
      return channel.config().isAutoRead();
    }

    /** How many packets of that type the hub has said. */
    int said(int type) {
      hear();
      return said[type];
    }

    /** How many packed payloads went in. */
    int packed() {
      return packed;
    }

    @Override
    public void close() {
      channel.close();
      channel.turn();
      channel.releaseInbound();
      channel.releaseOutbound();
      channel.checkException();
    }

    private void hear() {
      channel.turn();
      for (Object each = channel.readOutbound(); each != null; each = channel.readOutbound()) {
        ByteBuf packet = (ByteBuf) each;
        if (packet.isReadable()) {
          said[packet.getUnsignedByte(packet.readerIndex()) >> 4]++;
        }
        packet.release();
      }
    }

    /** Stands where the decoder's packets come out and the gate's and all others' errors pass. */
    private final class Watching extends ChannelDuplexHandler {
      @Override
      public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof MqttPublishMessage publish && publish.payload().isReadable()) {
          ByteBuf payload = publish.payload();
          packed += payload.getByte(payload.readerIndex()) == PACKED ? 1 : 0;
        }
        if (message instanceof MqttMessage packet && packet.decoderResult().isFailure()) {
          note(packet.decoderResult().cause());
        }
        context.fireChannelRead(message);
      }

      @Override
      public void exceptionCaught(ChannelHandlerContext context, Throwable why) {
        note(why);
        context.fireExceptionCaught(why);
      }

      /** What a client may cause: the gate refuses, or its version or name is not taken. */
      private void note(Throwable why) {
        if (!(why instanceof PacketFlaw
            || why instanceof MqttUnacceptableProtocolVersionException
            || why instanceof MqttIdentifierRejectedException)) {
          faults.add(why);
        }
      }
    }
  }

  /** Netty's would run what waits in the middle of what runs, which no event loop does. */
  private static final class Socketless extends EmbeddedChannel {
    @Override
    public void runPendingTasks() {}

    void turn() {
      super.runPendingTasks();
    }
  }

  /** Where connections come in without a network; no timer runs beside them. */
  private static final class Door extends VertxWrapper {
    private @Nullable Handler<NetSocket> entered;

    Door() {
      super(VERTX);
    }

    Handler<NetSocket> entered() {
      return Objects.requireNonNull(entered);
    }

    @Override
    public long setPeriodic(long initialDelay, long delay, Handler<Long> handler) {
      return -1;
    }

    @Override
    public long setPeriodic(long delay, Handler<Long> handler) {
      return -1;
    }

    @Override
    public NetServerInternal createNetServer(NetServerOptions options) {
      return (NetServerInternal)
          Proxy.newProxyInstance(
              Door.class.getClassLoader(),
              new Class<?>[] {NetServerInternal.class},
              (server, method, arguments) ->
                  switch (method.getName()) {
                    case "connectHandler" -> {
                      remember(arguments[0]);
                      yield server;
                    }
                    case "listen" -> Future.succeededFuture((NetServerInternal) server);
                    default -> server;
                  });
    }

    @SuppressWarnings("unchecked")
    private void remember(Object handler) {
      entered = (Handler<NetSocket>) handler;
    }
  }
}
