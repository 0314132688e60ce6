package fr.anima.hub.stations;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** In whose words a station speaks that is not ours. Each is read by one class of the ingest. */
public enum Dialect {
  /** The OwnTracks app of a phone, over MQTT or HTTP. */
  OWNTRACKS(false, Duration.ofHours(1)),
  /** Zigbee2MQTT, a gateway to Zigbee devices. */
  ZIGBEE2MQTT(true, Station.PATIENCE),
  /** A device with Tasmota's firmware. */
  TASMOTA(false, Station.PATIENCE),
  /** A Shelly device of the second generation or later. */
  SHELLY(false, Duration.ofHours(1)),
  /** Anything that speaks SenML, RFC 8428, in JSON or CBOR. */
  SENML(false, Duration.ofHours(1)),
  /** An application of The Things Network, or of another The Things Stack v3. */
  TTN(true, Duration.ofHours(1));

  private final boolean gateway;
  private final Duration patience;

  Dialect(boolean gateway, Duration patience) {
    this.gateway = gateway;
    this.patience = patience;
  }

  /** Whether it speaks for devices of its own, each of which somebody has to place first. */
  public boolean isGateway() {
    return gateway;
  }

  /** After how long without a word it counts as away. */
  Duration patience() {
    return patience;
  }

  /** The word used in the contract and the table. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The dialect of that word; empty when there is none. */
  static Optional<Dialect> ofWord(String word) {
    return Arrays.stream(values()).filter(it -> it.word().equals(word)).findFirst();
  }

  /** All words, for an error that lists them. */
  static String words() {
    return Arrays.stream(values()).map(Dialect::word).collect(Collectors.joining(", "));
  }
}
