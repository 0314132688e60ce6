package fr.anima.hub;

import static fr.anima.hub.Running.await;

import fr.anima.hub.health.Health;
import fr.anima.hub.ingest.MqttIngest;
import fr.anima.hub.ingest.broker.BrokerConfig;
import fr.anima.hub.ingest.broker.BrokerLink;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;

/** Where stations come in: the hub's own endpoint, and an outside broker when there is one. */
record Doors(HubConfig config, Vertx vertx, Health health, Ending ending) {
  /** Opens all of them; each says from then on how it is. */
  void open(MqttIngest.Shared shared) throws Exception {
    listen(shared);
    config.external().broker().ifPresent(it -> hear(it, shared));
  }

  private void listen(MqttIngest.Shared shared) throws Exception {
    MqttIngest.Endpoint endpoint = endpoint(config);
    int loops = Runtime.getRuntime().availableProcessors();
    String id =
        await(
            vertx.deployVerticle(
                () -> new MqttIngest(endpoint, shared),
                new DeploymentOptions().setInstances(loops)));
    ending.add(
        "stations' connections",
        () -> {
          shared.stopping();
          await(vertx.undeploy(id));
        });
  }

  /** The hub's own. */
  static MqttIngest.Endpoint endpoint(HubConfig config) {
    return new MqttIngest.Endpoint(
        config.mqtt().host(),
        config.mqtt().port(),
        config.http().tls().map(it -> new MqttIngest.Tls(it.certificate(), it.key())));
  }

  private void hear(BrokerConfig broker, MqttIngest.Shared shared) {
    BrokerLink link = BrokerLink.start(broker, shared.ofBroker());
    ending.add("broker", link::close);
    health.watch(
        "broker",
        List.of("disk"),
        "What stations tell the outside broker waits there: see whether it runs, knows the hub's"
            + " name and password, and lets it read; the hub tries again by itself",
        () -> Future.succeededFuture(check(link)));
  }

  private static Health.Check check(BrokerLink link) {
    return link.trouble()
        .map(Health.Check::ill)
        .orElseGet(() -> Health.Check.well("hears " + link.address()));
  }
}
