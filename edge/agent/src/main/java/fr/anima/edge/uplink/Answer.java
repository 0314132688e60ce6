package fr.anima.edge.uplink;

import java.util.Optional;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;

/** What a hub's PUBACK means for the records of the publish, by its MQTT 5 reason code. */
enum Answer {
  /** On disk at the hub: forget them. */
  STORED,
  /** Some or all will never be accepted, the others are stored: forget them, count the refused. */
  REFUSED,
  /** Not now: keep them, slow down, send them again. */
  LATER;

  private static final int NO_MATCHING_SUBSCRIBERS = 0x10;
  private static final String REFUSED_COUNT = "refused";
  private static final int FAILURES = 0x80;
  private static final int NOT_AUTHORIZED = 0x87;
  private static final int TOPIC_NAME_INVALID = 0x90;
  private static final int PAYLOAD_FORMAT_INVALID = 0x99;

  /** Whether "not now" can be about the record: these are about the key, the rights, the hub. */
  static boolean canBeAboutTheRecord(int reasonCode) {
    return reasonCode != NO_MATCHING_SUBSCRIBERS && reasonCode != NOT_AUTHORIZED;
  }

  /** What a hub's packet says under that name besides, if it does. */
  static Optional<String> said(MqttProperties more, String name) {
    return more.getUserProperties().stream()
        .filter(it -> it.getKey().equals(name))
        .map(UserProperty::getValue)
        .findFirst();
  }

  /** The hub's words for its answer, or the code. */
  static String reason(int reasonCode, MqttProperties more) {
    String words = more.getReasonString();
    return words == null || words.isBlank() ? String.format("0x%02x", reasonCode) : words;
  }

  /** How many of a publish were refused, where the hub says so. */
  static long refused(MqttProperties more, int otherwise) {
    return said(more, REFUSED_COUNT)
        .filter(it -> it.matches("[0-9]{1,9}"))
        .map(Long::parseLong)
        .orElse((long) otherwise);
  }

  static Answer of(int reasonCode) {
    return switch (reasonCode) {
      case TOPIC_NAME_INVALID, PAYLOAD_FORMAT_INVALID -> REFUSED;
      // a broker between us and the hub took it, and nobody was there to keep it
      case NO_MATCHING_SUBSCRIBERS -> LATER;
      default -> reasonCode < FAILURES ? STORED : LATER;
    };
  }
}
