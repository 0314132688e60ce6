package fr.anima.hub.ingest.dialects;

import fr.anima.hub.stations.Dialect;
import fr.anima.hub.stations.StationRegistry;
import fr.anima.wire.StationId;
import java.time.Instant;
import java.time.ZoneId;

/** The door: what a publish in somebody else's words says in ours. */
public final class Dialects {
  private Dialects() {}

  /**
   * Who speaks.
   *
   * @param place where readings go that nobody has mapped
   * @param zone in which times are that say none
   */
  public record Speaker(
      StationId station, String place, StationRegistry.Speech speech, ZoneId zone) {}

  /** What it sent. */
  public static final class Publish {
    private final String topic;
    private final byte[] payload;
    private final boolean kept;

    /**
     * These bytes on that topic.
     *
     * @param kept whether it came with MQTT's retain flag, and may therefore be old
     */
    public Publish(String topic, byte[] payload, boolean kept) {
      this.topic = topic;
      this.payload = payload;
      this.kept = kept;
    }

    /** Where it was said. */
    public String topic() {
      return topic;
    }

    /** What was said, as it came; nobody changes it. */
    public byte[] payload() {
      return payload;
    }

    boolean kept() {
      return kept;
    }
  }

  /** Understands a publish that arrived at that instant; never throws. */
  public static Said said(Speaker speaker, Publish publish, Instant arrival) {
    Heard heard = tongue(speaker.speech().dialect()).hear(speaker, publish, arrival);
    return Mapping.of(speaker, heard, publish.kept());
  }

  /**
   * Whether a subscription is to a station's own names. Nothing is ever said there, but a make may
   * give up without it, as the code of Zigbee2MQTT 2 reads when it is refused its base topic.
   */
  public static boolean isOwnFilter(StationId station, Dialect dialect, String filter) {
    return switch (dialect) {
      case OWNTRACKS -> filter.startsWith("owntracks/" + station + "/");
      case ZIGBEE2MQTT -> filter.startsWith("zigbee2mqtt/");
      case TASMOTA ->
          filter.startsWith("cmnd/" + station + "/") || filter.startsWith(station + "/cmnd/");
      case SHELLY -> filter.startsWith(station + "/");
      case SENML, TTN -> false;
    };
  }

  /** Every make that is understood, one line each. */
  private static Tongue tongue(Dialect dialect) {
    return switch (dialect) {
      case OWNTRACKS -> OwnTracks::hear;
      case ZIGBEE2MQTT -> Zigbee2Mqtt::hear;
      case TASMOTA -> Tasmota::hear;
      case SHELLY -> ShellyGen2::hear;
      case SENML -> SenMl::hear;
      case TTN -> TheThings::hear;
    };
  }
}
