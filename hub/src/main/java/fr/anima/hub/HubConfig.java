package fr.anima.hub;

import fr.anima.hub.bikes.PositionSeries;
import fr.anima.hub.health.CanarySeries;
import fr.anima.hub.history.Retention;
import fr.anima.hub.notices.carriers.CarrierConfig;
import fr.anima.hub.people.SessionRules;
import fr.anima.hub.web.HttpConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is set from outside, read once. Leaving out an address selects the embedded part.
 *
 * @param data where everything is kept that the hub keeps itself
 * @param ballastMib held in reserve on the disk of that, in MiB; 0 for none
 * @param photoMib of all photos together, in MiB
 * @param dashboard the built dashboard
 * @param retention how long history keeps what
 * @param carriers by which ways people can be told of alerts
 */
public record HubConfig(
    Path data,
    int ballastMib,
    int photoMib,
    Path dashboard,
    HttpConfig http,
    Mqtt mqtt,
    External external,
    Retention retention,
    Site site,
    SessionRules sessions,
    CarrierConfig carriers) {
  private static final int DAY_MINUTES = 24 * 60;

  /** What InfluxDB 2.x can be told. */
  private static final int MOST_DAYS = 20_000;

  /** Where stations connect; TLS with the certificate of the web when there is one. */
  public record Mqtt(String host, int port) {}

  /**
   * The town: its days, how far bikes go from where, what a delivery costs, how long merchants have
   * to answer, and whom customers call.
   */
  public record Site(
      ZoneId zone,
      Place centre,
      int radiusMetres,
      int deliveryFeeCents,
      Duration merchantsAnswerWithin,
      Optional<String> helpPhone) {}

  /** WGS 84. */
  public record Place(double latitudeDegrees, double longitudeDegrees) {
    /**
     * Refuses what is not on the globe.
     *
     * @throws IllegalArgumentException with the coordinate
     */
    public Place {
      if (!(Math.abs(latitudeDegrees) <= 90) || !(Math.abs(longitudeDegrees) <= 180)) {
        throw new IllegalArgumentException(latitudeDegrees + "," + longitudeDegrees);
      }
    }

    static Place of(String text) {
      String[] parts = text.split(",", -1);
      if (parts.length != 2) {
        throw new IllegalArgumentException(text);
      }
      return new Place(Double.parseDouble(parts[0].strip()), Double.parseDouble(parts[1].strip()));
    }
  }

  /**
   * Reads the environment.
   *
   * @throws IllegalArgumentException naming every mistake
   */
  public static HubConfig from(Map<String, String> environment) {
    Settings settings = new Settings(environment);
    HubConfig config =
        new HubConfig(
            path(settings, "ANIMA_DATA", "data"),
            settings.whole("ANIMA_BALLAST_MIB", 200, 0, 10_000),
            settings.whole("ANIMA_PHOTO_MIB", 4_096, 1, 1_000_000),
            path(settings, "ANIMA_DASHBOARD", "dashboard/dist"),
            http(settings),
            new Mqtt(
                settings.text("ANIMA_MQTT_HOST").orElse("127.0.0.1"),
                settings.whole("ANIMA_MQTT_PORT", 1883, 0, 65535)),
            External.from(settings),
            retention(settings),
            site(settings),
            sessions(settings),
            NoticeSettings.carriers(settings));
    List<String> mistakes = settings.mistakes();
    if (!mistakes.isEmpty()) {
      throw new IllegalArgumentException(
          "the settings need correction:\n  " + String.join("\n  ", mistakes));
    }
    return config;
  }

  /** The address to tell people. */
  public String address(int port) {
    String scheme = http.tls().isPresent() ? "https" : "http";
    String host = http.host().equals("0.0.0.0") ? "127.0.0.1" : http.host();
    return http.publicOrigin().orElse(scheme + "://" + host + ":" + port);
  }

  private static HttpConfig http(Settings settings) {
    Optional<Path> certificate = settings.file("ANIMA_TLS_CERT");
    Optional<Path> key = settings.file("ANIMA_TLS_KEY");
    if (certificate.isPresent() != key.isPresent()) {
      settings.mistake("ANIMA_TLS_CERT, ANIMA_TLS_KEY: set both or neither");
    }
    return new HttpConfig(
        settings.text("ANIMA_HTTP_HOST").orElse("127.0.0.1"),
        settings.whole("ANIMA_HTTP_PORT", 8080, 0, 65535),
        certificate.flatMap(it -> key.map(k -> new HttpConfig.Tls(it, k))),
        settings.read(
            "ANIMA_PUBLIC_URL",
            Optional.empty(),
            "an address such as https://anima.example",
            text -> Optional.of(Settings.origin(text))));
  }

  private static Retention retention(Settings settings) {
    int samples = days(settings, "ANIMA_SAMPLE_DAYS", 90);
    int minutes = days(settings, "ANIMA_MINUTE_DAYS", Math.max(400, samples));
    int rollUps = days(settings, "ANIMA_ROLLUP_DAYS", Math.max(3_660, minutes));
    if (samples > minutes || minutes > rollUps) {
      settings.mistake(
          "ANIMA_SAMPLE_DAYS, ANIMA_MINUTE_DAYS, ANIMA_ROLLUP_DAYS: each at least as many as the one before");
      return retention(new Settings(Map.of()));
    }
    return new Retention(
        Set.of(PositionSeries.MEASUREMENT, CanarySeries.MEASUREMENT),
        Duration.ofDays(days(settings, "ANIMA_POSITION_DAYS", 30)),
        Duration.ofDays(samples),
        Duration.ofDays(minutes),
        Duration.ofDays(rollUps));
  }

  private static int days(Settings settings, String name, int otherwise) {
    return settings.whole(name, otherwise, 1, MOST_DAYS);
  }

  private static Site site(Settings settings) {
    return new Site(
        settings.read(
            "ANIMA_ZONE", ZoneId.of("Europe/Paris"), "a zone such as Europe/Paris", ZoneId::of),
        settings.read(
            "ANIMA_CENTRE",
            new Place(50.9581, 1.8530),
            "latitude,longitude such as 50.9581,1.8530",
            Place::of),
        settings.whole("ANIMA_RADIUS_METRES", 3_000, 100, 50_000),
        settings.whole("ANIMA_DELIVERY_FEE_CENTS", 350, 0, 10_000),
        Duration.ofMinutes(settings.whole("ANIMA_ANSWER_MINUTES", 10, 1, DAY_MINUTES)),
        settings.text("ANIMA_HELP_PHONE"));
  }

  private static SessionRules sessions(Settings settings) {
    SessionRules usual = SessionRules.USUAL;
    return new SessionRules(
        minutes(settings, "ANIMA_LINK_MINUTES", usual.link()),
        minutes(settings, "ANIMA_SESSION_IDLE_MINUTES", usual.idle()),
        minutes(settings, "ANIMA_SESSION_MINUTES", usual.absolute()));
  }

  private static Duration minutes(Settings settings, String name, Duration otherwise) {
    return Duration.ofMinutes(
        settings.whole(name, (int) otherwise.toMinutes(), 1, 30 * DAY_MINUTES));
  }

  private static Path path(Settings settings, String name, String otherwise) {
    return settings.read(name, Path.of(otherwise), "a path", Path::of).toAbsolutePath().normalize();
  }
}
