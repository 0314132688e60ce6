package fr.anima.edge.uplink;

import java.io.EOFException;
import java.net.SocketException;
import java.util.Objects;
import java.util.Set;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;

/**
 * How a connection ended, or was not made.
 *
 * @param why in words
 * @param isCut whether the hub closed it and gave no reason that explains it: what was on its way
 *     may be the reason. Silence, and our own closing, are no cuts
 */
record Ending(String why, boolean isCut) {
  private static final Set<Integer> KEY_REFUSED = Set.of(0x86, 0x87);

  /**
   * Unspecified, malformed, protocol error, implementation specific, topic name, topic alias,
   * packet too large, payload format: the others are about the hub, the key, the rights, the rate.
   */
  private static final Set<Integer> ABOUT_A_PACKET =
      Set.of(0x80, 0x81, 0x82, 0x83, 0x90, 0x94, 0x95, 0x99);

  /** One that is no cut. */
  static Ending of(String why) {
    return new Ending(why, false);
  }

  static Ending of(MqttDisconnectResponse response) {
    MqttException why = response.getException();
    return why != null
        ? new Ending(words(why), isHangUp(why))
        : new Ending(
            String.format(
                "the hub disconnected with 0x%02x %s",
                response.getReturnCode(), Objects.toString(response.getReasonString(), "")),
            ABOUT_A_PACKET.contains(response.getReturnCode()));
  }

  private static boolean isHangUp(MqttException why) {
    return why.getReasonCode() == MqttClientException.REASON_CODE_CONNECTION_LOST
        && (why.getCause() instanceof EOFException || why.getCause() instanceof SocketException);
  }

  /** What Paho says went wrong, in words that say what to do where we know it. */
  static String words(@Nullable Throwable why) {
    if (why == null) {
      return "no reason given";
    }
    if (why instanceof MqttException refused && KEY_REFUSED.contains(refused.getReasonCode())) {
      return "the hub does not accept this station's key: give the one it printed when the station"
          + " was added, or add the station";
    }
    Throwable cause = why.getCause();
    String text = String.valueOf(why.getMessage());
    if (cause == null) {
      return text;
    }
    return text.startsWith("Untranslated")
        ? String.valueOf(cause.getMessage())
        : text + " (" + cause.getMessage() + ")";
  }
}
