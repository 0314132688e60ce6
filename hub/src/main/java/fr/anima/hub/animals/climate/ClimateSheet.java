package fr.anima.hub.animals.climate;

import fr.anima.hub.animals.climate.Climate.Outside;
import fr.anima.wire.Quantity;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * What stands on the one page of an account, as text.
 *
 * @param under under the title
 * @param summary of the alerts
 * @param more how many alerts found no room
 * @param notes how it was counted
 */
record ClimateSheet(
    String title,
    List<String> under,
    Table climates,
    String summary,
    Table reactions,
    Optional<String> more,
    List<String> notes) {
  /** As many lines of both tables as a page of A4 has room for. */
  static final int MOST_LINES = 38;

  private static final String NONE = "—";

  /**
   * A column.
   *
   * @param width in points
   * @param right whether its cells end at the same place, as numbers do
   */
  record Column(String head, float width, boolean right) {}

  /** A table. */
  record Table(List<Column> columns, List<List<String>> rows) {}

  static ClimateSheet of(Account account, ClimateWords words) {
    Writing writing = new Writing(words, account.days().zone());
    int room = MOST_LINES - account.climates().size();
    int left = account.reactions().size() - room;
    // Telling how many are left takes a line of its own.
    int shown = left > 0 ? room - 1 : account.reactions().size();
    return new ClimateSheet(
        words.say("Climat\u00a0: ", "Climate: ") + account.name(),
        writing.under(account),
        new Table(writing.climateColumns(), account.climates().stream().map(writing::row).toList()),
        writing.summary(account.reactions()),
        new Table(
            writing.reactionColumns(),
            account.reactions().stream().limit(shown).map(writing::row).toList()),
        left > 0 ? Optional.of(writing.more(left + 1)) : Optional.empty(),
        writing.notes(account));
  }

  private record Writing(ClimateWords words, ZoneId zone) {
    List<String> under(Account account) {
      Account.Days days = account.days();
      String period =
          words.say("Du ", "From ")
              + words.date(days.first())
              + words.say(" au ", " to ")
              + words.date(days.last());
      String until = words.dateHour(account.period().until(), zone);
      boolean runs = account.period().until().equals(days.madeAt());
      return List.of(
          runs ? period + words.say(", jusqu’à ", ", until ") + until : period,
          words.say("Établi le ", "Made on ") + words.dateHour(days.madeAt(), zone));
    }

    List<Column> climateColumns() {
      return List.of(
          new Column(words.say("Mesure", "Measurement"), 92, false),
          new Column(words.say("Confort", "Comfort"), 76, false),
          new Column("Min.", 46, true),
          new Column(words.say("Moyenne", "Mean"), 46, true),
          new Column("Max.", 46, true),
          new Column(words.say("Hors confort", "Outside"), 56, true),
          new Column(words.say("Le plus long, depuis", "Longest, since"), 103, true),
          new Column(words.say("Couverture", "Coverage"), 50, true));
    }

    List<String> row(Climate it) {
      Quantity quantity = it.quantity();
      boolean isState = quantity.unit().equals("bool");
      return List.of(
          words.quantity(quantity),
          isState ? NONE : comfort(quantity, it.low(), it.high()),
          isState ? NONE : seen(it, Climate.Seen::min),
          it.seen()
              .map(
                  seen -> isState ? words.percent(seen.mean()) : words.value(quantity, seen.mean()))
              .orElse(NONE),
          isState ? NONE : seen(it, Climate.Seen::max),
          it.outside().map(Outside::total).map(words::duration).orElse(NONE),
          it.outside().flatMap(this::longest).orElse(NONE),
          words.percent(it.coverage()));
    }

    private String seen(Climate it, ToDoubleFunction<Climate.Seen> which) {
      return it.seen()
          .map(seen -> words.value(it.quantity(), which.applyAsDouble(seen)))
          .orElse(NONE);
    }

    private Optional<String> longest(Outside it) {
      return it.longestSince()
          .map(since -> words.duration(it.longest()) + ", " + words.dateHour(since, zone));
    }

    private String comfort(Quantity quantity, OptionalDouble low, OptionalDouble high) {
      if (low.isPresent() && high.isPresent()) {
        return words.number(quantity, low.getAsDouble())
            + " – "
            + words.value(quantity, high.getAsDouble());
      }
      if (low.isPresent()) {
        return words.say("min. ", "min. ") + words.value(quantity, low.getAsDouble());
      }
      return high.isPresent() ? "max. " + words.value(quantity, high.getAsDouble()) : NONE;
    }

    List<Column> reactionColumns() {
      return List.of(
          new Column(words.say("Niveau", "Level"), 52, false),
          new Column(words.say("Alerte", "Alert"), 118, false),
          new Column(words.say("Début", "Raised"), 82, false),
          new Column(words.say("Prise en charge par", "Taken by"), 83, false),
          new Column(words.say("après", "after"), 48, true),
          new Column(words.say("Fin", "Cleared"), 82, true),
          new Column(words.say("après", "after"), 50, true));
    }

    List<String> row(Reaction it) {
      String kind = words.kind(it.kind());
      String what =
          it.quantity()
              .map(words::quantity)
              .map(name -> it.kind().equals("limit") ? name : name + ", " + kind)
              .orElse(kind);
      return List.of(
          words.severity(it.severity()),
          what,
          words.dateHour(it.raisedAt(), zone),
          it.takenBy().orElse(words.say("personne", "nobody")),
          it.untilTaken().map(words::duration).orElse(NONE),
          it.clearedAt().map(at -> words.dateHour(at, zone)).orElse(words.say("en cours", "open")),
          it.untilCleared().map(words::duration).orElse(NONE));
    }

    String summary(List<Reaction> all) {
      if (all.isEmpty()) {
        return words.say("Aucune alerte", "No alerts");
      }
      List<Duration> delays =
          all.stream().flatMap(it -> it.untilTaken().stream()).sorted().toList();
      String count =
          words.say("Alertes\u00a0: ", "Alerts: ")
              + all.size()
              + words.say(", prises en charge\u00a0: ", ", taken care of: ")
              + delays.size();
      return delays.isEmpty()
          ? count
          : count
              + words.say(", délai médian ", ", median delay ")
              + words.duration(delays.get(delays.size() / 2))
              + words.say(", le plus long ", ", longest ")
              + words.duration(delays.get(delays.size() - 1));
    }

    String more(int left) {
      return words.say(
          "et " + left + " autres, les moins graves ou les plus anciennes\u00a0: voir le CSV",
          "and " + left + " more, less severe or older: see the CSV");
    }

    List<String> notes(Account account) {
      return List.of(
          words.say(
                  "Hors confort\u00a0: temps mesuré au-delà des seuils, tels qu’ils sont réglés à la"
                      + " date du bilan, compté par ",
                  "Outside: measured time beyond the limits, as they are set on the day of this"
                      + " account, counted by the ")
              + words.step(account.step())
              + ".",
          words.say(
              "Couverture\u00a0: part de la période qui a été mesurée. Ce qui ne l’a pas été n’est"
                  + " compté ni dans le confort, ni hors de lui.",
              "Coverage: share of the period that was measured. What was not counts neither as"
                  + " comfortable nor as outside."),
          words.say(
              "Une mesure vaut au plus trois fois l’intervalle attendu\u00a0; au-delà commence un"
                  + " trou.",
              "A reading is good for three expected intervals at most; after that a gap begins."));
    }
  }
}
