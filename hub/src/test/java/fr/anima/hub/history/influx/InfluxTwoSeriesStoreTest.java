package fr.anima.hub.history.influx;

import fr.anima.hub.database.TestDatabase;
import fr.anima.hub.history.SeriesStore;
import fr.anima.hub.history.SeriesStoreSpecification;
import fr.anima.hub.history.TestRules;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** What every history promises, on InfluxDB 2.7, where there is a Docker engine to run it. */
@SuppressWarnings({"NullAway.Init", "resource"}) // started before all, closed after all
class InfluxTwoSeriesStoreTest implements SeriesStoreSpecification {
  private static final DockerImageName IMAGE = DockerImageName.parse("influxdb:2.7.12");
  private static final int PORT = 8086;

  private static GenericContainer<?> container;
  private static InfluxSeriesStore store;

  @BeforeAll
  static void start() {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      System.out.println(
          "SKIPPED, no Docker engine: InfluxDB 2.x is only tried where there is one");
      Assumptions.abort("no Docker engine");
    }
    String token = UUID.randomUUID().toString();
    container =
        new GenericContainer<>(IMAGE)
            .withExposedPorts(PORT)
            .withEnv("DOCKER_INFLUXDB_INIT_MODE", "setup")
            .withEnv("DOCKER_INFLUXDB_INIT_USERNAME", "admin")
            .withEnv("DOCKER_INFLUXDB_INIT_PASSWORD", UUID.randomUUID().toString())
            .withEnv("DOCKER_INFLUXDB_INIT_ORG", "farm")
            .withEnv("DOCKER_INFLUXDB_INIT_BUCKET", "first")
            .withEnv("DOCKER_INFLUXDB_INIT_ADMIN_TOKEN", token)
            .waitingFor(Wait.forHttp("/ready").forPort(PORT));
    container.start();
    URI address = URI.create("http://" + container.getHost() + ":" + container.getMappedPort(PORT));
    store =
        new InfluxSeriesStore(
            TestDatabase.vertx(),
            new InfluxConfig(address, "anima", Optional.of(token), "farm"),
            TestRules.at(TestRules.NOW),
            TestRules.keepingAll(TestRules.NOW).retention());
  }

  @AfterAll
  static void stop() {
    if (store != null) {
      store.close();
      container.stop();
    }
  }

  @Override
  public SeriesStore store() {
    return store;
  }
}
