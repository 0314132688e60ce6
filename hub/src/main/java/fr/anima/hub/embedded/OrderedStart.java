package fr.anima.hub.embedded;

import java.lang.reflect.Field;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaRaftServer;
import kafka.server.SharedServer;
import org.apache.kafka.image.MetadataDelta;
import org.apache.kafka.image.MetadataImage;
import org.apache.kafka.image.loader.LoaderManifest;
import org.apache.kafka.image.publisher.MetadataPublisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the controller, and the broker only when the controller no longer takes the broker that
 * was killed for alive.
 *
 * <p>A broker that starts earlier believes for two seconds that it leads every partition, loads the
 * transactions that were being committed, and then, when it leads none, takes their partitions for
 * deleted: it calls them committed and never says so to the partitions (KAFKA-20734, open, in
 * 4.3.1). Whoever reads those, as the streams do at their start, waits for ever. The wait costs
 * nothing: the controller lets the new broker in no earlier.
 */
final class OrderedStart {
  private static final Logger LOG = LoggerFactory.getLogger(OrderedStart.class);

  /** Five sessions. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private OrderedStart() {}

  /** Starts both. Blocks. */
  static void start(KafkaRaftServer server, int node) throws Exception {
    part(server, "controller", ControllerServer.class).startup();
    awaitNobody(part(server, "sharedServer", SharedServer.class), node);
    part(server, "broker", BrokerServer.class).startup();
  }

  private static void awaitNobody(SharedServer shared, int node)
      throws ExecutionException, InterruptedException {
    Watch watch = new Watch(node, new CompletableFuture<>());
    shared.loader().installPublishers(List.of(watch));
    try {
      watch.nobody().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException why) {
      LOG.warn("the broker that was still counts as alive after {}: started beside it", PATIENCE);
    } finally {
      shared.loader().removeAndClosePublisher(watch);
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

  private record Watch(int node, CompletableFuture<Void> nobody) implements MetadataPublisher {
    @Override
    public String name() {
      return "anima-ordered-start";
    }

    @Override
    public void onMetadataUpdate(
        MetadataDelta delta, MetadataImage image, LoaderManifest manifest) {
      if (Optional.ofNullable(image.cluster().broker(node)).filter(it -> !it.fenced()).isEmpty()) {
        nobody.complete(null);
      }
    }
  }
}
