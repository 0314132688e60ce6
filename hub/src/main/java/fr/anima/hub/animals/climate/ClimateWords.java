package fr.anima.hub.animals.climate;

import fr.anima.hub.history.Step;
import fr.anima.wire.Quantity;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** The words of an account: French first, English, and the contract's own for programs. */
enum ClimateWords {
  /** For keepers. */
  FRENCH(0, Locale.FRANCE),
  /** For keepers who rather read English. */
  ENGLISH(1, Locale.UK),
  /** For programs: every word as the contract writes it. */
  PLAIN(2, Locale.ROOT);

  private static final Map<String, String[]> WORDS =
      Map.ofEntries(
          Map.entry("climate", both("climat", "climate")),
          Map.entry("alert", both("alerte", "alert")),
          Map.entry("line", both("ligne", "line")),
          Map.entry("enclosure", both("enclos", "enclosure")),
          Map.entry("from", both("début", "from")),
          Map.entry("until", both("fin", "until")),
          Map.entry("quantity", both("mesure", "quantity")),
          Map.entry("unit", both("unité", "unit")),
          Map.entry("low", both("confort_min", "low")),
          Map.entry("high", both("confort_max", "high")),
          Map.entry("min", both("minimum", "min")),
          Map.entry("mean", both("moyenne", "mean")),
          Map.entry("max", both("maximum", "max")),
          Map.entry("outside_minutes", both("minutes_hors_confort", "outside_minutes")),
          Map.entry(
              "longest_outside_minutes",
              both("plus_long_hors_confort_minutes", "longest_outside_minutes")),
          Map.entry(
              "longest_outside_since",
              both("plus_long_hors_confort_depuis", "longest_outside_since")),
          Map.entry("coverage", both("couverture", "coverage")),
          Map.entry("kind", both("genre", "kind")),
          Map.entry("severity", both("niveau", "severity")),
          Map.entry("raised_at", both("alerte_à", "raised_at")),
          Map.entry("taken_at", both("prise_en_charge_à", "taken_at")),
          Map.entry("taken_by", both("prise_en_charge_par", "taken_by")),
          Map.entry("cleared_at", both("terminée_à", "cleared_at")),
          Map.entry("minutes_until_taken", both("minutes_avant_prise_en_charge", "")),
          Map.entry("minutes_until_cleared", both("minutes_avant_fin", "")),
          Map.entry("limit", both("seuil", "limit")),
          Map.entry("silent", both("capteur muet", "silent sensor")),
          Map.entry("offline", both("station hors ligne", "station offline")),
          Map.entry("suspect", both("mesure douteuse", "doubtful reading")),
          Map.entry("urgence", both("Urgence", "Emergency")),
          Map.entry("alerte", both("Alerte", "Alert")),
          Map.entry("attention", both("Attention", "Attention")),
          Map.entry("temperature", both("Température", "Temperature")),
          Map.entry("humidity", both("Humidité", "Humidity")),
          Map.entry("pressure", both("Pression", "Pressure")),
          Map.entry("ammonia", both("Ammoniac", "Ammonia")),
          Map.entry("carbon-dioxide", both("CO₂", "CO₂")),
          Map.entry("water-level", both("Abreuvoir", "Drinker")),
          Map.entry("feed-weight", both("Nourriture", "Feed")),
          Map.entry("light", both("Lumière", "Light")),
          Map.entry("sound", both("Bruit", "Sound")),
          Map.entry("door", both("Porte ouverte", "Door open")),
          Map.entry("motion", both("Mouvement", "Motion")),
          Map.entry("battery", both("Batterie", "Battery")),
          Map.entry("box-temperature", both("Température du caisson", "Box temperature")),
          Map.entry("output", both("Sortie en marche", "Output on")));

  /** Units as people read them, where they are not what SenML calls them. */
  private static final Map<String, String> UNITS =
      Map.of("Cel", "°C", "%RH", "%", "dBA", "dB(A)", "bool", "");

  private static final String NARROW = "\u202f";
  private static final String WIDE = "\u00a0";

  private final int tongue;
  private final Locale locale;

  ClimateWords(int tongue, Locale locale) {
    this.tongue = tongue;
    this.locale = locale;
  }

  private static String[] both(String french, String english) {
    return new String[] {french, english};
  }

  /** One of two. */
  String say(String french, String english) {
    return this == FRENCH ? french : english;
  }

  Locale locale() {
    return locale;
  }

  String column(String name) {
    return word(name);
  }

  String line(String name) {
    return word(name);
  }

  String kind(String kind) {
    return word(kind);
  }

  String severity(String severity) {
    return word(severity);
  }

  String quantity(Quantity quantity) {
    return word(quantity.word());
  }

  String unit(Quantity quantity) {
    return this == PLAIN ? quantity.unit() : UNITS.getOrDefault(quantity.unit(), quantity.unit());
  }

  /** What is not known here is said by its own word, if less nicely. */
  private String word(String word) {
    String[] said = this == PLAIN ? null : WORDS.get(word);
    return said == null || said[tongue].isEmpty() ? word : said[tongue];
  }

  /** "34,2 °C" */
  String value(Quantity quantity, double value) {
    String unit = unit(quantity);
    return number(quantity, value)
        + (unit.isEmpty() ? "" : (unit.equals("%") ? WIDE : NARROW) + unit);
  }

  /** "34,2" */
  String number(Quantity quantity, double value) {
    boolean fine = quantity.unit().equals("Cel") || quantity.unit().equals("kg");
    return number(value, fine ? 1 : 0);
  }

  /** A share of 0 to 1 as "97,1 %"; never whole when something is missing. */
  String percent(double share) {
    double shown = Math.floor(share * 1000) / 10;
    return number(shown, shown == 100 ? 0 : 1) + say(WIDE + "%", "%");
  }

  /** "40 s", "12 min", "7 h 55", "3 j 4 h" */
  String duration(Duration length) {
    long minutes = length.toMinutes();
    if (minutes == 0) {
      return length.toSeconds() + NARROW + "s";
    }
    if (minutes < 60) {
      return minutes + NARROW + "min";
    }
    long hours = length.toHours();
    return hours < 48
        ? hours + NARROW + "h" + NARROW + "%02d".formatted(minutes % 60)
        : length.toDays() + NARROW + say("j", "d") + NARROW + hours % 24 + NARROW + "h";
  }

  /** "23/11/2026" */
  String date(LocalDate day) {
    return DateTimeFormatter.ofPattern("dd/MM/yyyy").format(day);
  }

  /** "23/11/2026 14:07" */
  String dateHour(Instant at, ZoneId zone) {
    return DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm").format(at.atZone(zone));
  }

  String step(Step step) {
    return switch (step) {
      case MINUTE -> say("minute", "minute");
      case QUARTER -> say("quart d’heure", "quarter of an hour");
      case HOUR -> say("heure", "hour");
      case DAY -> say("jour", "day");
    };
  }

  private String number(double value, int digits) {
    NumberFormat format = NumberFormat.getInstance(locale);
    format.setMinimumFractionDigits(digits);
    format.setMaximumFractionDigits(digits);
    return format.format(value == 0 ? 0.0 : value).replace('-', '−');
  }
}
