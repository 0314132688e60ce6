package fr.anima.hub;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.TimeUnit;

/**
 * Knocks at the door for stations: says what is no MQTT and expects to be turned away, which only
 * the working endpoint does. Nothing is counted or stored of it.
 */
final class Knock {
  private static final Buffer NO_PACKET = Buffer.buffer(new byte[] {0, 0});
  private static final int PATIENCE_SECONDS = 2;
  private static final String ANY_ADDRESS = "0.0.0.0";

  private final NetClient client;
  private final String host;
  private final int port;

  Knock(Vertx vertx, HubConfig.Mqtt mqtt) {
    this.client = vertx.createNetClient();
    this.host = mqtt.host().equals(ANY_ADDRESS) ? "127.0.0.1" : mqtt.host();
    this.port = mqtt.port();
  }

  /** Well when the knock is answered; one that is not is given up, and leaves nothing open. */
  Future<Health.Check> check() {
    return client.connect(port, host).compose(this::knock);
  }

  private Future<Health.Check> knock(NetSocket socket) {
    Promise<Health.Check> answer = Promise.promise();
    socket.closeHandler(closed -> answer.complete(Health.Check.well("answers on port " + port)));
    socket.write(NO_PACKET);
    return answer
        .future()
        .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .onFailure(why -> socket.close());
  }
}
