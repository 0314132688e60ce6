package fr.anima.hub.ingest;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.handler.timeout.IdleStateEvent;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.mqtt.MqttEndpoint;
import java.lang.reflect.Field;

/**
 * Reads a station's socket, or leaves it alone: then the kernel's buffer fills, the station's TCP
 * window closes, and whoever sends waits. Used on the connection's event loop.
 *
 * <p>vertx-mqtt has no such thing ({@code NetSocket.pause} does nothing behind a message handler)
 * and hides its socket, which is therefore taken out of the endpoint's field.
 */
final class Valve {
  private static final String IDLE = "idle";
  private static final String VERTX = "handler";
  private static final String OURS = "anima-valve";
  private static final int MOST_ANSWERS_AT_ONCE = 256;

  private final ChannelHandlerContext socket;
  private volatile boolean open = true;

  private Valve(ChannelHandlerContext socket) {
    this.socket = socket;
  }

  /**
   * The valve of a connection. From now on answers that become due together are also written
   * together.
   *
   * @param onDrained called when the station has read what it left unread
   */
  static Valve of(MqttEndpoint endpoint, Runnable onDrained) {
    Valve valve = new Valve(socketOf(endpoint).channelHandlerContext());
    ChannelPipeline pipeline = valve.socket.pipeline();
    pipeline.addFirst(new FlushConsolidationHandler(MOST_ANSWERS_AT_ONCE, true));
    Watching watching = valve.new Watching(onDrained);
    if (pipeline.get(IDLE) == null) {
      pipeline.addBefore(VERTX, OURS, watching);
    } else {
      pipeline.addAfter(IDLE, OURS, watching);
    }
    return valve;
  }

  /** Whether the station is read from; any thread may ask. */
  boolean isOpen() {
    return open;
  }

  /** Whether the station leaves answers unread: they would pile up here. */
  boolean isClogged() {
    return !socket.channel().isWritable();
  }

  void open() {
    open = true;
    socket.channel().config().setAutoRead(true);
  }

  void shut() {
    open = false;
    socket.channel().config().setAutoRead(false);
  }

  private static NetSocketInternal socketOf(MqttEndpoint endpoint) {
    try {
      Field field = endpoint.getClass().getDeclaredField("conn");
      field.setAccessible(true);
      return (NetSocketInternal) field.get(endpoint);
    } catch (ReflectiveOperationException other) {
      throw new IllegalStateException(
          "this vertx-mqtt keeps its socket elsewhere: see how MqttEndpointImpl names it", other);
    }
  }

  /** Who is not read from cannot be heard: vertx-mqtt must not end it as silent meanwhile. */
  private final class Watching extends ChannelInboundHandlerAdapter {
    private final Runnable onDrained;

    Watching(Runnable onDrained) {
      this.onDrained = onDrained;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (open || !(event instanceof IdleStateEvent)) {
        context.fireUserEventTriggered(event);
      }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
      context.fireChannelWritabilityChanged();
      if (!isClogged()) {
        onDrained.run();
      }
    }
  }
}
