package fr.anima.hub.ingest.packets;

import io.netty.channel.ChannelPipeline;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.internal.VertxWrapper;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.impl.NetServerInternal;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A Vert.x whose servers put a {@link PacketGate} before each connection's decoder. vertx-mqtt has
 * no place for it: it makes its server from the Vert.x it is given, and names its decoder's place
 * in the pipeline only when a connection is there.
 */
public final class GatedVertx extends VertxWrapper {
  /** Vert.x' own handler; what is put before it first stands nearest to the socket. */
  private static final String LAST = "handler";

  private final int mostBytes;

  private GatedVertx(VertxInternal vertx, int mostBytes) {
    super(vertx);
    this.mostBytes = mostBytes;
  }

  /** For an MQTT server whose packets may have so many bytes. */
  public static Vertx of(Vertx vertx, int mostBytes) {
    return new GatedVertx((VertxInternal) vertx, mostBytes);
  }

  @Override
  public NetServerInternal createNetServer(NetServerOptions options) {
    NetServerInternal server = super.createNetServer(options);
    return (NetServerInternal)
        Proxy.newProxyInstance(
            GatedVertx.class.getClassLoader(),
            new Class<?>[] {NetServerInternal.class},
            (proxy, method, arguments) -> call(server, method, arguments));
  }

  private @Nullable Object call(
      NetServerInternal server, Method method, @Nullable Object @Nullable [] arguments)
      throws Throwable {
    if (method.getName().equals("connectHandler") && arguments != null) {
      return server.connectHandler(gated(Objects.requireNonNull(arguments[0])));
    }
    try {
      return method.invoke(server, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }

  @SuppressWarnings("unchecked")
  private Handler<NetSocket> gated(Object handler) {
    Handler<NetSocket> next = (Handler<NetSocket>) handler;
    return socket -> {
      ChannelPipeline pipeline = ((NetSocketInternal) socket).channelHandlerContext().pipeline();
      pipeline.addBefore(LAST, "packets", new PacketGate(mostBytes));
      next.handle(socket);
    };
  }
}
