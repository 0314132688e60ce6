package fr.anima.hub;

import fr.anima.hub.history.influx.InfluxConfig;
import fr.anima.hub.ingest.broker.BrokerConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Programs that run elsewhere, and how long what stations said is kept in the log.
 *
 * @param kafka brokers as {@code host:port,host:port}
 * @param database {@code postgresql://user:password@host:port/database}
 * @param influx where history is kept; in the database when there is none
 * @param broker whom stations tell what they have to say, besides those who tell the hub itself
 */
public record External(
    Optional<String> kafka,
    Optional<String> database,
    Optional<InfluxConfig> influx,
    Optional<BrokerConfig> broker,
    Duration rawRetention) {
  /** Never the address itself: it holds a password. */
  @Override
  public String toString() {
    return "External[kafka="
        + kafka.orElse("embedded")
        + ", database="
        + database.map(it -> "external").orElse("embedded")
        + ", history="
        + influx.map(InfluxConfig::toString).orElse("in the database")
        + broker.map(it -> ", broker=" + it.address()).orElse("")
        + "]";
  }

  /** Reads the settings; mistakes are told there. */
  static External from(Settings settings) {
    return new External(
        settings.read(
            "ANIMA_KAFKA",
            Optional.empty(),
            "a list of brokers such as kafka1:9092,kafka2:9092",
            text -> Optional.of(Settings.matching(text, "[^\\s,:]+:[0-9]+(,[^\\s,:]+:[0-9]+)*"))),
        database(settings),
        influx(settings),
        broker(settings),
        Duration.ofDays(settings.whole("ANIMA_RAW_DAYS", 31, 1, 3650)));
  }

  /** Read by hand: a mistake in it must not print the password it holds. */
  private static Optional<String> database(Settings settings) {
    Optional<String> uri = settings.text("ANIMA_DATABASE");
    if (uri.isPresent() && !uri.get().startsWith("postgresql://")) {
      settings.mistake("ANIMA_DATABASE: expected postgresql://user:password@host:port/database");
    }
    return uri;
  }

  private static Optional<InfluxConfig> influx(Settings settings) {
    Optional<String> token = settings.text("ANIMA_INFLUX_TOKEN");
    String database = settings.text("ANIMA_INFLUX_DATABASE").orElse("anima");
    String organisation = settings.text("ANIMA_INFLUX_ORG").orElse("anima");
    return settings.read(
        "ANIMA_INFLUX",
        Optional.empty(),
        "an address such as http://influx:8086",
        text ->
            Optional.of(
                new InfluxConfig(
                    URI.create(Settings.origin(text)), database, token, organisation)));
  }

  private static Optional<BrokerConfig> broker(Settings settings) {
    String name =
        settings.read(
            "ANIMA_MQTT_BROKER_NAME",
            "anima-hub",
            "a name of letters, digits and hyphens, 23 at most",
            text -> Settings.matching(text, "[A-Za-z0-9-]{1,23}"));
    Optional<String> user = settings.text("ANIMA_MQTT_BROKER_USER");
    Optional<String> password = settings.text("ANIMA_MQTT_BROKER_PASSWORD");
    if (user.isPresent() != password.isPresent()) {
      settings.mistake("ANIMA_MQTT_BROKER_USER, ANIMA_MQTT_BROKER_PASSWORD: set both or neither");
    }
    Optional<Path> authority = settings.file("ANIMA_MQTT_BROKER_CA");
    return settings.read(
        "ANIMA_MQTT_BROKER",
        Optional.empty(),
        "an address such as mqtts://broker:8883 or mqtt://broker:1883",
        text ->
            Optional.of(
                new BrokerConfig(
                    URI.create(Settings.matching(text, "mqtts?://[^\\s/:@]+:[0-9]{1,5}")),
                    name,
                    user.flatMap(it -> password.map(p -> new BrokerConfig.Credentials(it, p))),
                    authority)));
  }
}
