package fr.anima.hub.ingest;

import fr.anima.hub.stations.StationKey;
import fr.anima.hub.stations.StationRegistry;
import fr.anima.wire.StationId;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.vertx.mqtt.MqttAuth;
import io.vertx.mqtt.MqttEndpoint;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * May you speak? The user name is the station, the password its key; the client identifier says
 * nothing. A will is refused because it would not be kept; a device of another make, which cannot
 * leave it out, comes in without it being kept.
 */
sealed interface Admission {
  /** You may. */
  record Admitted(StationRegistry.Entry station) implements Admission {}

  /**
   * You may not.
   *
   * @param code of MQTT 5, or its nearest of MQTT 3.1.1
   */
  record TurnedAway(MqttConnectReturnCode code, String detail) implements Admission {}

  /** Judges a CONNECT. */
  static Admission judge(MqttEndpoint endpoint, StationRegistry registry) {
    boolean v5 = endpoint.protocolVersion() == 5;
    Optional<StationRegistry.Entry> station = authenticate(endpoint.auth(), registry);
    if (station.isEmpty()) {
      return new TurnedAway(
          v5
              ? MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USERNAME_OR_PASSWORD
              : MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD,
          "no such station, or not its key");
    }
    if (station.get().isCanary() && !isOfThisMachine(endpoint)) {
      return new TurnedAway(
          v5
              ? MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USERNAME_OR_PASSWORD
              : MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD,
          "the hub's own station comes from this machine only");
    }
    boolean will = endpoint.will() != null && endpoint.will().isWillFlag();
    if (will && station.get().speech().isEmpty()) {
      return new TurnedAway(
          v5
              ? MqttConnectReturnCode.CONNECTION_REFUSED_IMPLEMENTATION_SPECIFIC
              : MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED,
          "wills are not kept here; connect without one");
    }
    return new Admitted(station.get());
  }

  private static boolean isOfThisMachine(MqttEndpoint endpoint) {
    String from = endpoint.remoteAddress().hostAddress();
    return from.equals(endpoint.localAddress().hostAddress());
  }

  private static Optional<StationRegistry.Entry> authenticate(
      @Nullable MqttAuth auth, StationRegistry registry) {
    if (auth == null || auth.getUsername() == null || auth.getPassword() == null) {
      return Optional.empty();
    }
    try {
      return registry.authenticate(
          new StationId(auth.getUsername()), new StationKey(auth.getPassword()));
    } catch (IllegalArgumentException notEvenAName) {
      return Optional.empty();
    }
  }
}
