package fr.anima.hub.ingest.dialects;

import fr.anima.hub.stations.Dialect;
import fr.anima.hub.stations.StationRegistry;
import fr.anima.wire.StationId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

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

  /** Where a make publishes what is read of it, as MQTT's topic filters. */
  public static List<String> filters(StationId station, Dialect dialect) {
    return switch (dialect) {
      case OWNTRACKS -> List.of("owntracks/" + station + "/+");
      case ZIGBEE2MQTT -> List.of("zigbee2mqtt/#");
      case TASMOTA ->
          List.of(
              "tele/" + station + "/+",
              "stat/" + station + "/+",
              station + "/tele/+",
              station + "/stat/+");
      case SHELLY -> List.of(station + "/events/rpc", station + "/status/+");
      case SENML -> List.of("senml/" + station);
      case TTN -> List.of("v3/+/devices/+/up");
    };
  }

  /**
   * Whether a topic is one of that station's {@link #filters}; of The Things Network, whose filter
   * is everybody's, one of its own application.
   */
  public static boolean isOwnTopic(StationId station, Dialect dialect, String topic) {
    String[] level = topic.split("/", -1);
    if (dialect == Dialect.TTN) {
      return level.length > 1
          && (level[1] + "@").startsWith(station + "@")
          && matches("v3/+/devices/+/up", level);
    }
    return filters(station, dialect).stream().anyMatch(it -> matches(it, level));
  }

  private static boolean matches(String filter, String[] level) {
    String[] wanted = filter.split("/", -1);
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i].equals("#")) {
        return level.length > i;
      }
      if (i == level.length || !(wanted[i].equals("+") || wanted[i].equals(level[i]))) {
        return false;
      }
    }
    return wanted.length == level.length;
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
