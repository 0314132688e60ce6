package fr.anima.hub.health;

import fr.anima.hub.ingest.MqttIngest;
import fr.anima.hub.stations.StationKey;
import fr.anima.wire.Message;
import fr.anima.wire.StationId;
import fr.anima.wire.WireJson;
import fr.anima.wire.WireTopic;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Brings readings to the hub's own endpoint as a station does: connects anew each time, publishes,
 * hears the acknowledgement, leaves. A connection that leads nowhere is dropped after a while.
 */
final class CanaryVoice {
  private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::");
  private static final int SECONDS = 25;

  private final Vertx vertx;
  private final MqttIngest.Endpoint door;
  private final StationId name;
  private final StationKey key;

  CanaryVoice(Vertx vertx, MqttIngest.Endpoint door, StationId name, StationKey key) {
    this.vertx = vertx;
    this.door = door;
    this.name = name;
    this.key = key;
  }

  /**
   * Says something.
   *
   * @return what became of it
   */
  Saying say(Message message) {
    MqttClient client = MqttClient.create(vertx, options());
    Promise<Void> acknowledged = Promise.promise();
    client.publishCompletionHandler(packet -> acknowledged.tryComplete());
    client.closeHandler(closed -> acknowledged.tryFail("the connection ended unanswered"));
    client.exceptionHandler(acknowledged::tryFail);
    String host = EVERYWHERE.contains(door.host()) ? "127.0.0.1" : door.host();
    Future<Void> letIn = client.connect(door.port(), host).mapEmpty();
    String topic = new WireTopic(name, message.kind()).name();
    Buffer payload = Buffer.buffer(WireJson.encode(message));
    letIn
        .compose(in -> client.publish(topic, payload, MqttQoS.AT_LEAST_ONCE, false, false))
        .onFailure(acknowledged::tryFail);
    Future<Void> answered = acknowledged.future().timeout(SECONDS, TimeUnit.SECONDS);
    answered.onComplete(over -> client.disconnect());
    return new Saying(letIn, answered);
  }

  private MqttClientOptions options() {
    MqttClientOptions options =
        new MqttClientOptions()
            .setUsername(name.value())
            .setPassword(key.value())
            .setCleanSession(true);
    options.setConnectTimeout((int) TimeUnit.SECONDS.toMillis(SECONDS));
    if (door.tls().isPresent()) {
      // The hub's own port on this machine, by an address that no certificate names; the key is
      // good for nothing but the canary's readings, from this machine, until the hub stops.
      options.setSsl(true).setTrustAll(true).setHostnameVerificationAlgorithm("");
    }
    return options;
  }

  /**
   * On its way.
   *
   * @param letIn the endpoint accepted name and key
   * @param acknowledged it says that the message is on disk
   */
  record Saying(Future<Void> letIn, Future<Void> acknowledged) {}
}
