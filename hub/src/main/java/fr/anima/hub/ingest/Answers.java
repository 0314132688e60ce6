package fr.anima.hub.ingest;

import fr.anima.hub.ingest.packets.PacketFlaw;
import fr.anima.wire.HubTime;
import fr.anima.wire.WireGzip;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttProperties.StringProperty;
import io.netty.handler.codec.mqtt.MqttProperties.UserProperty;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.messages.codes.MqttDisconnectReasonCode;
import io.vertx.mqtt.messages.codes.MqttPubAckReasonCode;
import java.time.Instant;
import java.util.regex.Pattern;

/** What the hub says back, in the words of MQTT 5 where the station speaks it. */
final class Answers {
  /** Unacknowledged publishes one connection may have. */
  static final int RECEIVE_MAXIMUM = 64;

  /** The longest silence, in seconds, that a station may ask for. */
  private static final int KEEP_ALIVE_SECONDS = 120;

  /** The same for a device of another make, which asks for an hour and hears no answer. */
  private static final int FOREIGN_ALIVE_SECONDS = 3_600;

  /** Largest packet: a full payload and its topic. */
  static final int PACKET_BYTES = 66 * 1024;

  /**
   * The same for a device of another make: a gateway lists all its devices in one packet when it
   * starts. What is larger than {@link #PACKET_BYTES} and not that, is refused when it is read.
   */
  static final int FOREIGN_PACKET_BYTES = 1024 * 1024;

  /**
   * What vertx-mqtt invents for an empty client identifier, without saying that it did. Whoever
   * chose one like it hears nothing new.
   */
  private static final Pattern INVENTED =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private Answers() {}

  static boolean speaksMqtt5(MqttEndpoint endpoint) {
    return endpoint.protocolVersion() == 5;
  }

  /**
   * The limits that hold and what time it is, told to a station that can hear them.
   *
   * @param foreign whether it is of another make, whose habits are borne with
   */
  static void accept(MqttEndpoint endpoint, Instant now, boolean foreign) {
    if (!speaksMqtt5(endpoint)) {
      endpoint.accept(false);
      return;
    }
    MqttProperties limits = new MqttProperties();
    add(limits, MqttProperties.RECEIVE_MAXIMUM, RECEIVE_MAXIMUM);
    add(limits, MqttProperties.MAXIMUM_QOS, 1);
    add(limits, MqttProperties.RETAIN_AVAILABLE, foreign ? 1 : 0);
    add(limits, MqttProperties.MAXIMUM_PACKET_SIZE, foreign ? FOREIGN_PACKET_BYTES : PACKET_BYTES);
    add(limits, MqttProperties.WILDCARD_SUBSCRIPTION_AVAILABLE, foreign ? 1 : 0);
    add(limits, MqttProperties.SHARED_SUBSCRIPTION_AVAILABLE, 0);
    int asked = endpoint.keepAliveTimeSeconds();
    int most = mostSilence(foreign);
    if (asked == 0 || asked > most) {
      add(limits, MqttProperties.SERVER_KEEP_ALIVE, most);
    }
    if (INVENTED.matcher(endpoint.clientIdentifier()).matches()) {
      limits.add(
          new StringProperty(
              MqttProperties.ASSIGNED_CLIENT_IDENTIFIER, endpoint.clientIdentifier()));
    }
    limits.add(new UserProperty(HubTime.PROPERTY, HubTime.word(now)));
    limits.add(new UserProperty(WireGzip.PROPERTY, WireGzip.WORD));
    endpoint.accept(false, limits);
  }

  /** For how many seconds a station may ask to be silent. */
  static int mostSilence(boolean foreign) {
    return foreign ? FOREIGN_ALIVE_SECONDS : KEEP_ALIVE_SECONDS;
  }

  /** Stored, or refused for ever and kept among the refusals: either way, do not send it again. */
  static void acknowledge(MqttEndpoint endpoint, int messageId, Intake.Said said) {
    if (!speaksMqtt5(endpoint)) {
      endpoint.publishAcknowledge(messageId);
    } else if (said.isWhole()) {
      endpoint.publishAcknowledge(messageId, MqttPubAckReasonCode.SUCCESS, new MqttProperties());
    } else {
      endpoint.publishAcknowledge(
          messageId,
          said.foreign()
              ? MqttPubAckReasonCode.NOT_AUTHORIZED
              : MqttPubAckReasonCode.PAYLOAD_FORMAT_INVALID,
          reasonIfWanted(endpoint, describe(said)));
    }
  }

  /** Ends a connection, with the reason where it can be told. */
  static void disconnect(MqttEndpoint endpoint, MqttDisconnectReasonCode code, String why) {
    if (!endpoint.isConnected()) {
      return;
    }
    if (speaksMqtt5(endpoint)) {
      endpoint.disconnect(code, reason(why));
    } else {
      endpoint.close();
    }
  }

  /** How MQTT 5 names a flaw when it ends a connection. */
  static MqttDisconnectReasonCode codeOf(PacketFlaw.Kind kind) {
    return MqttDisconnectReasonCode.valueOf((byte) kind.code());
  }

  private static String describe(Intake.Said said) {
    int refused = said.refusals().size();
    return refused
        + " of "
        + (refused + said.arrivals().size())
        + " refused, first: "
        + said.refusals().get(0).reason()
        + ": "
        + said.refusals().get(0).detail();
  }

  /** Nothing, for a station that said in its CONNECT that reasons are wasted on it. */
  private static MqttProperties reasonIfWanted(MqttEndpoint endpoint, String why) {
    MqttProperties.MqttProperty<?> wanted =
        endpoint.connectProperties().getProperty(MqttProperties.REQUEST_PROBLEM_INFORMATION);
    return wanted != null && Integer.valueOf(0).equals(wanted.value())
        ? MqttProperties.NO_PROPERTIES
        : reason(why);
  }

  private static MqttProperties reason(String why) {
    MqttProperties properties = new MqttProperties();
    properties.add(new StringProperty(MqttProperties.REASON_STRING, why));
    return properties;
  }

  private static void add(MqttProperties properties, int property, int value) {
    properties.add(new IntegerProperty(property, value));
  }
}
