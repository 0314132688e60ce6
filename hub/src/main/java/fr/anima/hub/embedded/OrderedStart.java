package fr.anima.hub.embedded;

import java.lang.reflect.Field;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaRaftServer;
import kafka.server.SharedServer;
import org.apache.kafka.common.errors.NotControllerException;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.controller.Controller;
import org.apache.kafka.controller.ControllerRequestContext;
import org.apache.kafka.image.MetadataDelta;
import org.apache.kafka.image.MetadataImage;
import org.apache.kafka.image.loader.LoaderManifest;
import org.apache.kafka.image.publisher.MetadataPublisher;
import org.apache.kafka.metadata.BrokerRegistration;

/**
 * Starts the controller, has it forget the broker that was killed, and then starts the broker.
 *
 * <p>A controller takes the broker of before for alive until its session ends; one that starts
 * meanwhile believes that it leads every partition, loads the transactions that were being
 * committed, and then, when it leads none, takes their partitions for deleted: it calls them
 * committed and never says so to the partitions (KAFKA-20734, open, in 4.3.1). Whoever reads those,
 * as the streams do, waits for ever. The same would happen to a living broker whose session ends
 * while it stands still; nobody could take over from it, so its session does not end ({@link
 * BrokerSettings}), and this is what ends it.
 */
final class OrderedStart {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration AGAIN_AFTER = Duration.ofMillis(20);

  private OrderedStart() {}

  /** Starts both. Blocks. */
  static void start(KafkaRaftServer server, int node) throws Exception {
    ControllerServer controller = part(server, "controller", ControllerServer.class);
    controller.startup();
    forget(controller.controller(), part(server, "sharedServer", SharedServer.class), node);
    part(server, "broker", BrokerServer.class).startup();
  }

  private static void forget(Controller controller, SharedServer shared, int node)
      throws Exception {
    Watch watch = new Watch(node, new CompletableFuture<>(), new CompletableFuture<>());
    shared.loader().installPublishers(List.of(watch));
    try {
      if (watch.isThere().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        unregister(controller, node);
        watch.isGone().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      }
    } finally {
      shared.loader().removeAndClosePublisher(watch);
    }
  }

  /** A controller that has just started may not know yet that it is the one. */
  private static void unregister(Controller controller, int node) throws Exception {
    long until = System.nanoTime() + PATIENCE.toNanos();
    ControllerRequestContext asked =
        new ControllerRequestContext(
            new RequestHeaderData(), KafkaPrincipal.ANONYMOUS, OptionalLong.empty());
    while (true) {
      try {
        controller.unregisterBroker(asked, node).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        return;
      } catch (ExecutionException why) {
        if (!(why.getCause() instanceof NotControllerException) || System.nanoTime() > until) {
          throw why;
        }
        TimeUnit.MILLISECONDS.sleep(AGAIN_AFTER.toMillis());
      }
    }
  }

  /**
   * The parts are its own business; an upgrade of Kafka is tried against every test that starts.
   */
  private static <T> T part(KafkaRaftServer server, String name, Class<T> type)
      throws ReflectiveOperationException {
    Field field = KafkaRaftServer.class.getDeclaredField(name);
    field.setAccessible(true);
    Object part = field.get(server);
    return type.cast(part instanceof scala.Option<?> option ? option.get() : part);
  }

  /** Whether the controller takes that broker for alive, when it is asked and until it does not. */
  private record Watch(int node, CompletableFuture<Boolean> isThere, CompletableFuture<Void> isGone)
      implements MetadataPublisher {
    @Override
    public String name() {
      return "anima-ordered-start";
    }

    @Override
    public void onMetadataUpdate(
        MetadataDelta delta, MetadataImage image, LoaderManifest manifest) {
      BrokerRegistration broker = image.cluster().broker(node);
      boolean alive = broker != null && !broker.fenced();
      isThere.complete(alive);
      if (!alive) {
        isGone.complete(null);
      }
    }
  }
}
