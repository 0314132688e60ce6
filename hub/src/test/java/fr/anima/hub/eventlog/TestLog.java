package fr.anima.hub.eventlog;

import fr.anima.hub.embedded.EmbeddedKafka;
import fr.anima.wire.ClockQuality;
import fr.anima.wire.Measurement;
import fr.anima.wire.Quantity;
import fr.anima.wire.Readings;
import fr.anima.wire.Stamp;
import fr.anima.wire.StationId;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** One real broker per JVM, started empty when the first test asks. */
public final class TestLog {
  private TestLog() {}

  /** The address of the broker, on which these topics and the raw ones exist. */
  public static String brokers(Topic<?>... topics) {
    String address = Broker.RUNNING.kafka.address();
    TopicsCheck.ensure(address, List.of(topics), Duration.ofDays(30));
    return address;
  }

  /** A log on that broker that knows these topics and the raw ones, to be closed. */
  public static KafkaEventLog log(Topic<?>... topics) {
    KafkaEventLog log = new KafkaEventLog(brokers(topics));
    log.prepare(List.of(topics));
    log.prepare(Topics.all());
    return log;
  }

  /** The result of a future, or its failure thrown; gives up after 20 seconds. */
  public static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (ExecutionException why) {
      throw why.getCause() instanceof RuntimeException own
          ? own
          : new IllegalStateException(why.getCause());
    } catch (InterruptedException | TimeoutException why) {
      throw new AssertionError("the future was not completed within 20 s", why);
    }
  }

  /** A reading of the goat barn. */
  static Arrival reading(long sequence, double celsius) {
    Stamp stamp =
        new Stamp(
            new StationId("goat-barn"),
            7,
            sequence,
            Instant.parse("2026-11-23T10:00:00Z").plusSeconds(sequence),
            ClockQuality.SYNCED);
    return new Arrival(
        "goats", new Readings(stamp, List.of(new Measurement(Quantity.TEMPERATURE, celsius))));
  }

  /** Removes a directory with all it holds, if it is there. */
  public static void delete(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> all = Files.walk(directory)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }

  private static final class Broker {
    static final Broker RUNNING = new Broker();

    private final EmbeddedKafka kafka;

    Broker() {
      try {
        Path home = Path.of("target", "test-kafka").toAbsolutePath();
        delete(home);
        kafka = EmbeddedKafka.start(home);
      } catch (IOException why) {
        throw new UncheckedIOException(why);
      }
      TopicsCheck.ensure(kafka.address(), Topics.all(), Duration.ofDays(30));
      Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    }

    private void stop() {
      try {
        kafka.close();
      } catch (IOException why) {
        throw new UncheckedIOException(why);
      }
    }
  }
}
