package fr.anima.hub.notices;

import fr.anima.hub.notices.AlertNews.Severity;
import fr.anima.hub.notices.Preferences.Language;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The words of notices in both languages, French first. What is not known here is said by its own
 * word, so that a new quantity or kind of alert is told, if less nicely.
 */
final class NoticeWords {
  private static final Map<String, String[]> QUANTITIES =
      Map.ofEntries(
          words("temperature", "température", "temperature", "\u202f°C"),
          words("humidity", "humidité", "humidity", "\u00a0%"),
          words("pressure", "pression", "pressure", "\u202fhPa"),
          words("ammonia", "ammoniac", "ammonia", "\u202fppm"),
          words("carbon-dioxide", "CO₂", "CO₂", "\u202fppm"),
          words("water-level", "niveau d’eau", "water level", "\u00a0%"),
          words("feed-weight", "nourriture", "feed", "\u202fkg"),
          words("light", "lumière", "light", "\u202flx"),
          words("sound", "bruit", "noise", "\u202fdBA"),
          words("door", "porte", "door", ""),
          words("motion", "mouvement", "motion", ""),
          words("battery", "batterie", "battery", "\u00a0%"),
          words("box-temperature", "température du caisson", "box temperature", "\u202f°C"),
          words("output", "sortie", "output", ""));

  /** What is either so or not, as 0 and as 1. */
  private static final Map<String, List<String[]>> CONTACTS =
      Map.of(
          "door", states("fermée", "closed", "ouverte", "open"),
          "motion", states("aucun", "none", "détecté", "detected"),
          "output", states("arrêtée", "off", "en marche", "on"));

  private static final Map<String, String[]> KINDS =
      Map.ofEntries(
          words("silent", "capteur muet", "silent sensor", ""),
          words("offline", "station hors ligne", "station offline", ""),
          words("suspect", "mesure douteuse", "doubtful reading", ""),
          words("round", "ronde non terminée", "unfinished round", ""),
          words("heat", "trop d’heures de chaleur", "too many hours of heat", ""),
          words("night", "nuit sans fraîcheur", "night without relief", ""));

  private static final Map<String, String[]> REMEDIES =
      Map.ofEntries(
          words(
              "temperature/above",
              "donner de l’ombre, de l’air, de l’eau",
              "give shade, air and water",
              ""),
          words(
              "temperature/below",
              "vérifier litière, chauffage et courants d’air",
              "see to bedding, heating and draughts",
              ""),
          words("humidity/above", "aérer", "let air in", ""),
          words("ammonia/above", "aérer, changer la litière", "let air in, change the bedding", ""),
          words("carbon-dioxide/above", "aérer", "let air in", ""),
          words("water-level/below", "remplir l’abreuvoir", "fill the drinker", ""),
          words("feed-weight/below", "remettre de la nourriture", "bring feed", ""),
          words("door/above", "fermer la porte", "close the door", ""),
          words("battery/below", "charger la batterie", "charge the battery", ""));

  private static final NoticeWords FRENCH = new NoticeWords(0);
  private static final NoticeWords ENGLISH = new NoticeWords(1);
  private static final int UNIT = 2;

  private final int tongue;

  private NoticeWords(int tongue) {
    this.tongue = tongue;
  }

  static NoticeWords of(Language language) {
    return language == Language.FR ? FRENCH : ENGLISH;
  }

  Locale locale() {
    return tongue == 0 ? Locale.FRANCE : Locale.UK;
  }

  /** What a title begins with. */
  String head(Transition transition, Severity severity) {
    String level = level(severity);
    return switch (transition) {
      case RAISED -> level;
      case WORSE -> say("Aggravé\u00a0: ", "Worse: ") + level;
      case BETTER -> say("Moins grave\u00a0: ", "Less severe: ") + level;
      case CLEARED -> say("Terminé", "Over");
      case NEXT_PERSON ->
          level + say(" sans réponse depuis 10\u00a0min", " unanswered for 10\u00a0min");
      case EVERYBODY ->
          level + say(" sans réponse depuis 20\u00a0min", " unanswered for 20\u00a0min");
      case NOBODY_ON_CALL -> say("Astreinte", "Roster");
      case SHELF_ENDED -> level + say(", sourdine finie", ", no longer put aside");
      case FLAPPING -> level + say(", va et vient", ", comes and goes");
      case GIVEN -> say("Confié à vous\u00a0: ", "Given to you: ") + level;
    };
  }

  /** What it is about, such as "température trop haute". */
  String matter(AlertNews alert) {
    String what = alert.quantity().map(it -> said(QUANTITIES, it)).orElse("");
    if (!alert.isOfLimit()) {
      String kind = said(KINDS, alert.kind().orElseThrow());
      return what.isEmpty() ? kind : kind + " (" + what + ")";
    }
    if (alert.quantity().equals(Optional.of("door"))) {
      return say("porte ouverte", "door open");
    }
    String side =
        alert
            .side()
            .map(
                it ->
                    it.equals("above")
                        ? say(" au-dessus du maximum", " above its maximum")
                        : say(" sous le minimum", " below its minimum"))
            .orElse("");
    return what + side;
  }

  /** Whether it is either so or not, and no amount. */
  static boolean isContact(Optional<String> quantity) {
    return quantity.filter(CONTACTS::containsKey).isPresent();
  }

  /** A value with its unit. */
  String value(Optional<String> quantity, double value) {
    return quantity
        .map(CONTACTS::get)
        .map(it -> it.get(value == 0 ? 0 : 1)[tongue])
        .orElseGet(() -> String.format(locale(), "%.1f", value) + unit(quantity));
  }

  private static String unit(Optional<String> quantity) {
    return quantity.map(QUANTITIES::get).map(it -> it[UNIT]).orElse("");
  }

  String limit(String value) {
    return say("limite ", "limit ") + value;
  }

  /** What to do about it, where that is known, with a full stop. */
  String remedy(Optional<String> quantity, Optional<String> side) {
    return quantity
        .flatMap(it -> side.map(s -> it + "/" + s))
        .filter(REMEDIES::containsKey)
        .map(it -> said(REMEDIES, it) + ". ")
        .orElse("");
  }

  /** How much it presses. */
  String urge(Severity severity, Transition transition) {
    if (transition == Transition.EVERYBODY) {
      return say(
          "Personne n’a répondu\u00a0: allez-y, ou dites qui y va.",
          "Nobody has answered: go, or say who goes.");
    }
    return switch (severity) {
      case URGENCE ->
          say(
              "Allez-y maintenant et dites que vous vous en occupez, sinon d’autres seront"
                  + " prévenus.",
              "Go now and say that you take care of it, or others will be told.");
      case ALERTE -> say("À voir aujourd’hui.", "See to it today.");
      case ATTENTION -> say("À voir en passant.", "See to it when you pass.");
    };
  }

  /** What to do about what comes and goes. */
  String look() {
    return say("aller voir, et noter ce que vous trouvez.", "go and look, and note what you find.");
  }

  String calm(int raises) {
    return say(
        raises
            + " fois en une heure\u00a0; les suivantes de l’heure ne sonneront pas. Si les bêtes"
            + " vont bien, montez la limite ou la durée.",
        raises
            + " times within an hour; those that follow in this hour will not ring. If the animals"
            + " are well, raise the limit or how long it must last.");
  }

  private String level(Severity severity) {
    return switch (severity) {
      case URGENCE -> say("URGENCE", "EMERGENCY");
      case ALERTE -> say("Alerte", "Alert");
      case ATTENTION -> say("Attention", "Attention");
    };
  }

  private String said(Map<String, String[]> table, String word) {
    return Optional.ofNullable(table.get(word)).map(it -> it[tongue]).orElse(word);
  }

  private String say(String french, String english) {
    return tongue == 0 ? french : english;
  }

  private static List<String[]> states(
      String french, String english, String otherwise, String otherwiseEnglish) {
    return List.of(new String[] {french, english}, new String[] {otherwise, otherwiseEnglish});
  }

  private static Map.Entry<String, String[]> words(
      String word, String french, String english, String unit) {
    return Map.entry(word, new String[] {french, english, unit});
  }
}
