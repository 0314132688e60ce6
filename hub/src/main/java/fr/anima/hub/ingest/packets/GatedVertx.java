package fr.anima.hub.ingest.packets;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelPipeline;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.internal.VertxWrapper;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.impl.NetServerImpl;
import io.vertx.core.net.impl.NetServerInternal;
import io.vertx.core.spi.transport.Transport;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * A Vert.x whose servers let connections wait on a {@link Doorstep} and put a {@link PacketGate}
 * before each one's decoder. vertx-mqtt has no place for either: it makes its server from the
 * Vert.x it is given, and names its decoder's place in the pipeline only when a connection is
 * there.
 */
public final class GatedVertx extends VertxWrapper {
  private final int mostBytes;
  private final Doorstep doorstep;
  private final Transport transport;

  private GatedVertx(VertxInternal vertx, int mostBytes, Doorstep doorstep) {
    super(vertx);
    this.mostBytes = mostBytes;
    this.doorstep = doorstep;
    this.transport = watched(vertx.transport(), doorstep);
  }

  /** For an MQTT server whose packets may have so many bytes. */
  public static Vertx of(Vertx vertx, int mostBytes, Doorstep doorstep) {
    return new GatedVertx((VertxInternal) vertx, mostBytes, doorstep);
  }

  @Override
  public NetServerInternal createNetServer(NetServerOptions options) {
    return new GatedServer(new NetServerOptions(options));
  }

  @Override
  public Transport transport() {
    return transport;
  }

  private final class GatedServer extends NetServerImpl {
    GatedServer(NetServerOptions options) {
      super(GatedVertx.this, options);
    }

    /** Called once TLS is agreed on, before anything else is in the pipeline. */
    @Override
    protected void initChannel(ChannelPipeline pipeline, boolean ssl) {
      super.initChannel(pipeline, ssl);
      pipeline.addLast(
          "packets", new PacketGate(mostBytes, () -> doorstep.leave(pipeline.channel())));
    }
  }

  /** Servers are configured by the transport, which thereby sees what they are made of. */
  private static Transport watched(Transport transport, Doorstep doorstep) {
    return (Transport)
        Proxy.newProxyInstance(
            GatedVertx.class.getClassLoader(),
            new Class<?>[] {Transport.class},
            (proxy, method, arguments) -> call(transport, doorstep, method, arguments));
  }

  private static @Nullable Object call(
      Transport transport,
      Doorstep doorstep,
      Method method,
      @Nullable Object @Nullable [] arguments)
      throws Throwable {
    if (method.getName().equals("configure") && arguments != null) {
      for (Object each : arguments) {
        if (each instanceof ServerBootstrap server) {
          server.handler(doorstep);
        }
      }
    }
    try {
      return method.invoke(transport, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }
}
