package fr.anima.hub.deliveries;

import fr.anima.hub.deliveries.Tracking.Shown;
import fr.anima.hub.orders.OrderState;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.stream.Collectors;

/** The tracking link as a whole page that needs no script, in French or English. */
final class TrackingPage {
  private static final Duration POSITION_IS_OLD = Duration.ofSeconds(60);
  private static final String BARE =
      """
      <!doctype html>
      <html lang="fr">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="robots" content="noindex">
      <meta name="referrer" content="no-referrer">
      <title><!--title--></title>
      </head>
      <body><main id="tracking"><!--tracking--></main></body>
      </html>
      """;

  private final Optional<String> template;
  private final ZoneId zone;
  private final ResourceBundle words;
  private final Optional<String> help;

  /**
   * A page of one language.
   *
   * @param template with the marks {@code <!--title-->} and {@code <!--tracking-->}; without it the
   *     page is plain
   * @param help a telephone number to call
   */
  TrackingPage(
      Optional<String> template,
      ZoneId zone,
      Optional<String> acceptLanguage,
      Optional<String> help) {
    this.template = template;
    this.zone = zone;
    this.words =
        ResourceBundle.getBundle(
            "fr.anima.hub.deliveries.tracking",
            english(acceptLanguage) ? Locale.ENGLISH : Locale.FRENCH,
            Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
    this.help = help;
  }

  /** The page of an order. */
  String of(Shown it) {
    String body =
        "<h1 class=\"window\">"
            + window(it)
            + "</h1>\n<p class=\"state\">"
            + state(it)
            + "</p>\n<ol class=\"steps\">\n"
            + it.steps().stream().map(step -> step(step, it)).collect(Collectors.joining())
            + "</ol>\n"
            + position(it)
            + "<ul class=\"merchants\">\n"
            + it.merchants().stream().map(this::merchant).collect(Collectors.joining())
            + "</ul>\n<p class=\"help\">"
            + help()
            + "</p>\n";
    return page(word("order") + " " + it.number(), body);
  }

  /** The page of a link that never was or is over: which of the two is not said. */
  String gone() {
    return page(
        word("gone"),
        "<h1 class=\"window\">"
            + word("gone")
            + "</h1>\n<p class=\"help\">"
            + word("gone-help")
            + "</p>\n");
  }

  private String page(String title, String body) {
    return template
        .filter(it -> it.contains("<!--tracking-->"))
        .orElse(BARE)
        .replaceFirst("lang=\"fr\"", "lang=\"" + word("language") + "\"")
        .replace("<!--title-->", title)
        .replace("<!--tracking-->", body);
  }

  private String window(Shown it) {
    if (it.state() == OrderState.DELIVERED) {
      return it.deliveredAt()
          .map(at -> word("delivered-at").formatted(time(at)))
          .orElse(word("step.delivered"));
    }
    return it.window()
        .map(w -> word("between").formatted(day(it, w), time(w.from()), time(w.until())))
        .orElseGet(() -> word("state." + it.state().word()));
  }

  /** The day, unless it is today. */
  private String day(Shown it, Eta.Window window) {
    boolean today =
        window.from().atZone(zone).toLocalDate().equals(it.hubTime().atZone(zone).toLocalDate());
    return today
        ? ""
        : DateTimeFormatter.ofPattern("EEE d MMM", Locale.forLanguageTag(word("language")))
                .format(window.from().atZone(zone))
            + " ";
  }

  private String state(Shown it) {
    String state = word("order") + " " + it.number() + " · " + word("state." + it.state().word());
    return it.stopsBefore().map(n -> state + " · " + before(n)).orElse(state);
  }

  private String step(Tracking.Step step, Shown it) {
    boolean shown = step.done() || it.state() != OrderState.CANCELLED;
    if (!shown) {
      return "";
    }
    return "<li class=\""
        + (step.done() ? "done" : "todo")
        + "\"><span aria-hidden=\"true\">"
        + (step.done() ? "✓" : "○")
        + "</span> "
        + word("step." + step.step())
        + (step.done() ? "" : "<span class=\"hidden\"> " + word("to-come") + "</span>")
        + step.at().map(at -> " <time datetime=\"" + at + "\">" + time(at) + "</time>").orElse("")
        + "</li>\n";
  }

  private String position(Shown it) {
    if (it.state() != OrderState.ON_THE_WAY) {
      return "";
    }
    String sentence =
        it.position()
            .map(
                place -> {
                  Duration age = Duration.between(place.measuredAt(), it.hubTime());
                  String form =
                      age.compareTo(POSITION_IS_OLD) > 0
                          ? word("position-unknown")
                          : word("position-seen");
                  return form.formatted(age(age));
                })
            .orElse(word("position-follows"));
    return "<p class=\"position\">" + sentence + "</p>\n";
  }

  private String merchant(Tracking.Seller it) {
    return "<li>" + escaped(it.name()) + word("colon") + word("merchant." + it.state()) + "</li>\n";
  }

  private String help() {
    return help.map(
                it ->
                    word("call")
                        + " <a href=\"tel:"
                        + escaped(it.replaceAll("[^+0-9]", ""))
                        + "\">"
                        + escaped(it)
                        + "</a>. ")
            .orElse("")
        + word("keep");
  }

  private String time(Instant at) {
    return DateTimeFormatter.ofPattern("HH:mm").format(at.atZone(zone));
  }

  private static String age(Duration age) {
    return age.compareTo(POSITION_IS_OLD) > 0
        ? age.toMinutes() + "\u202fmin"
        : age.toSeconds() + "\u202fs";
  }

  private static boolean english(Optional<String> acceptLanguage) {
    try {
      return acceptLanguage
          .map(Locale.LanguageRange::parse)
          .map(it -> Locale.lookupTag(it, List.of("fr", "en")))
          .filter("en"::equals)
          .isPresent();
    } catch (IllegalArgumentException unreadable) {
      return false;
    }
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private String before(int stops) {
    boolean one = stops == 1 || (stops == 0 && word("language").equals("fr"));
    return stops + "\u00a0" + word(one ? "stop-before" : "stops-before");
  }

  private String word(String key) {
    return words.getString(key);
  }
}
