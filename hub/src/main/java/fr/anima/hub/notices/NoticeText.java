package fr.anima.hub.notices;

import fr.anima.hub.notices.Preferences.Language;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a notice says: what, where, since when, the last value with its age, what to do. Times are
 * written out, so that it is as true when it is read as when it was written.
 */
record NoticeText(String title, String body) {
  /**
   * What is known besides the alert itself.
   *
   * @param place the enclosure's name
   * @param latest its newest value of what the alert is about
   */
  record Surroundings(String place, Optional<Reading> latest) {}

  /** A value and when it was measured. */
  record Reading(double value, Instant measuredAt) {}

  /** For whom and when it is written. */
  record Written(Language language, ZoneId zone, Instant at) {
    private String say(String french, String english) {
      return language == Language.FR ? french : english;
    }

    /** The hour, with the day where that is another one. */
    private String time(Instant when) {
      boolean today = day(when).equals(day(at));
      String pattern = today ? "HH:mm" : "dd/MM HH:mm";
      return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(zone).format(when);
    }

    private LocalDate day(Instant when) {
      return when.atZone(zone).toLocalDate();
    }

    private NoticeWords words() {
      return NoticeWords.of(language);
    }
  }

  /** Of an alert that changed, or that nobody took care of. */
  static NoticeText of(
      Transition transition, AlertNews alert, Surroundings around, Written written) {
    NoticeWords words = written.words();
    String matter = words.matter(alert);
    String title =
        words.head(transition, alert.severity())
            + " · "
            + around.place()
            + written.say("\u00a0: ", ": ")
            + matter;
    String body =
        Stream.of(
                Optional.of(line(written, "Où", "Where", around.place())),
                Optional.of(line(written, "Quoi", "What", matter + crossed(alert, words))),
                Optional.of(line(written, "Depuis", "Since", written.time(alert.since()))),
                Optional.of(
                    line(written, "Dernière mesure", "Last value", latest(alert, around, written))),
                over(alert, written),
                given(transition, alert, written),
                todo(transition, alert, words).map(it -> line(written, "À faire", "To do", it)))
            .flatMap(Optional::stream)
            .collect(Collectors.joining("\n"));
    return new NoticeText(title, body);
  }

  /** Of hours in which nobody is on call. */
  static NoticeText of(LocalDate day, List<Roster.Watch> gaps, Written written) {
    String date = DateTimeFormatter.ofPattern("EEEE d MMMM", written.words().locale()).format(day);
    DateTimeFormatter hour =
        DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(written.zone());
    String hours =
        gaps.stream()
            .map(it -> hour.format(it.from()) + "–" + hour.format(it.until()))
            .collect(Collectors.joining(", "));
    return new NoticeText(
        written.say("Personne d’astreinte ", "Nobody on call on ") + date,
        line(written, "Heures sans personne", "Hours without anybody", hours)
            + "\n"
            + line(
                written,
                "À faire",
                "To do",
                written.say(
                    "compléter l’astreinte\u00a0; d’ici là, une alerte préviendra tous les"
                        + " gardiens.",
                    "complete the roster; until then an alert is told to every keeper.")));
  }

  private static String line(Written written, String french, String english, String text) {
    return written.say(french + "\u00a0: ", english + ": ") + text;
  }

  private static String crossed(AlertNews alert, NoticeWords words) {
    boolean isAmount = alert.isOfLimit() && !NoticeWords.isContact(alert.quantity());
    if (!isAmount || alert.value().isEmpty()) {
      return "";
    }
    String value = words.value(alert.quantity(), alert.value().getAsDouble());
    OptionalDouble limit = alert.raiseAt();
    return limit.isEmpty()
        ? ", " + value
        : ", "
            + value
            + " ("
            + words.limit(words.value(alert.quantity(), limit.getAsDouble()))
            + ")";
  }

  private static String latest(AlertNews alert, Surroundings around, Written written) {
    return around
        .latest()
        .map(
            it ->
                written.words().value(alert.quantity(), it.value())
                    + written.say(" à ", " at ")
                    + written.time(it.measuredAt())
                    + ", "
                    + age(Duration.between(it.measuredAt(), written.at()), written))
        .orElse(written.say("inconnue", "not known"));
  }

  private static String age(Duration age, Written written) {
    long seconds = Math.max(0, age.toSeconds());
    String said =
        seconds < 120
            ? seconds + "\u00a0s"
            : seconds < 7_200 ? seconds / 60 + "\u00a0min" : seconds / 3_600 + "\u00a0h";
    return written.say(said + " avant cet avis", said + " before this notice");
  }

  private static Optional<String> over(AlertNews alert, Written written) {
    return alert
        .clearedAt()
        .map(it -> line(written, "Revenu à la normale", "Back to normal", written.time(it)));
  }

  private static Optional<String> given(Transition transition, AlertNews alert, Written written) {
    return alert
        .given()
        .filter(it -> transition == Transition.GIVEN)
        .map(it -> line(written, "Confié par", "Given by", it.by()));
  }

  private static Optional<String> todo(Transition transition, AlertNews alert, NoticeWords words) {
    if (transition == Transition.CLEARED) {
      return alert.latched() ? Optional.of(words.look()) : Optional.empty();
    }
    if (transition == Transition.FLAPPING && alert.isFlapping()) {
      return Optional.of(words.calm(alert.raises().getAsInt()));
    }
    String urge = words.urge(alert.severity(), transition);
    return Optional.of(
        alert.isOfLimit() ? words.remedy(alert.quantity(), alert.side()) + urge : urge);
  }
}
