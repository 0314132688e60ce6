package fr.anima.hub.notices;

import fr.anima.hub.notices.AlertNews.Severity;
import fr.anima.hub.notices.Crew.Member;
import fr.anima.hub.notices.NoticeText.Written;
import fr.anima.hub.notices.Preferences.Language;
import fr.anima.hub.notices.Preferences.QuietHours;
import fr.anima.hub.notices.Preferences.SmsFor;
import fr.anima.hub.notices.sending.Draft;
import fr.anima.hub.notices.sending.Draft.Cause;
import fr.anima.hub.notices.sending.Draft.Times;
import fr.anima.hub.notices.sending.Draft.To;
import fr.anima.hub.notices.sending.Letter.Text;
import fr.anima.hub.notices.sending.Way;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/** Who is told of what, by which way, and when. */
final class NoticeRules {
  private NoticeRules() {}

  /**
   * What happened.
   *
   * @param urgent whether it is, or was until now, an emergency
   * @param told who was told of this alert before
   * @param given whom the alert was given to
   */
  record Occasion(Transition transition, boolean urgent, Set<UUID> told, Optional<UUID> given) {}

  /** Why somebody who should be told cannot be. */
  enum Unsent {
    /** The operator has set up no way at all. */
    NO_CHANNEL,
    /** None of the ways they chose is set up, or they chose none. */
    NO_WAY_CHOSEN,
    /** They chose e-mail, and gave no address. */
    NO_ADDRESS,
    /** They chose text messages, and gave no number. */
    NO_NUMBER,
    /** They chose text messages only, for emergencies only, and this is none. */
    NOT_URGENT;

    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * One notice to come.
   *
   * @param way empty when there is none for this person, for which {@code unsent} says why
   * @param dueAt at once, or when their quiet hours end
   */
  record Planned(Member to, Optional<Way> way, Optional<Unsent> unsent, Instant dueAt) {
    private Language language() {
      return to.preferences().language();
    }
  }

  /**
   * What the notices of one change have in common.
   *
   * @param wantedAt when it happened
   * @param link where the dashboard shows it
   */
  record Subject(Cause cause, Severity severity, Instant wantedAt, String link) {
    /** Writes out what was planned, to each person in their language. */
    List<Draft> drafts(
        List<Planned> planned, ZoneId zone, Instant now, Function<Written, NoticeText> words) {
      return planned.stream()
          .map(it -> draft(it, words.apply(new Written(it.language(), zone, now)), now))
          .toList();
    }

    private Draft draft(Planned it, NoticeText text, Instant now) {
      String level = severity.name().toLowerCase(Locale.ROOT);
      return new Draft(
          cause,
          new To(it.to().id(), it.language().word(), it.way()),
          new Text(level, text.title(), text.body(), link),
          new Times(now, it.dueAt().isAfter(now) ? it.dueAt() : wantedAt, it.dueAt()),
          it.unsent().map(Unsent::word));
    }
  }

  /**
   * One notice for each person and way. On call is told what begins, by name or, when that is
   * nobody, everybody; escalations go to the next person, then to everybody; the end goes to those
   * who know of the beginning. Quiet hours hold a notice until they are over, but never one of an
   * emergency: whoever is told of it is on duty, is next, or is the last to be asked.
   */
  static List<Planned> plan(Occasion occasion, Crew crew, Set<Way> setUp, Instant now) {
    return audience(occasion, crew, now).stream()
        .flatMap(
            member -> {
              Instant due = occasion.urgent() ? now : afterQuietHours(member, crew, now);
              return ways(member, occasion.urgent(), setUp, due);
            })
        .toList();
  }

  private static List<Member> audience(Occasion occasion, Crew crew, Instant now) {
    return switch (occasion.transition()) {
      case RAISED, WORSE, SHELF_ENDED, FLAPPING -> crew.onDuty(now);
      case BETTER, CLEARED -> crew.those(occasion.told());
      case NEXT_PERSON -> crew.next(now);
      case EVERYBODY -> crew.everybody();
      case NOBODY_ON_CALL -> crew.admins();
      case GIVEN -> occasion.given().map(it -> crew.those(Set.of(it))).orElseGet(List::of);
    };
  }

  private static Instant afterQuietHours(Member member, Crew crew, Instant now) {
    Optional<QuietHours> quiet = member.preferences().quiet();
    return quiet.flatMap(it -> it.endAround(now, crew.roster().zone())).orElse(now);
  }

  private static Stream<Planned> ways(Member member, boolean urgent, Set<Way> setUp, Instant due) {
    List<Way> chosen =
        Stream.of(Way.values()).filter(it -> setUp.contains(it) && chose(member, it)).toList();
    List<Way> reaching = chosen.stream().filter(it -> reaches(member, it, urgent)).toList();
    return reaching.isEmpty()
        ? Stream.of(
            new Planned(member, Optional.empty(), Optional.of(whyNot(member, setUp, chosen)), due))
        : reaching.stream().map(it -> new Planned(member, Optional.of(it), Optional.empty(), due));
  }

  private static boolean chose(Member member, Way way) {
    return way == Way.PUSH ? member.hasPhone() : member.preferences().ways().contains(way);
  }

  /** An escalation is one of an emergency. */
  private static boolean reaches(Member member, Way way, boolean urgent) {
    Preferences chosen = member.preferences();
    return switch (way) {
      case EMAIL -> chosen.address().isPresent();
      case SMS -> chosen.phone().isPresent() && (urgent || chosen.smsFor() == SmsFor.ALL);
      case WEBHOOK, PUSH -> true;
    };
  }

  /** Web Push is always set up, and is nobody's way who has registered no phone. */
  private static Unsent whyNot(Member member, Set<Way> setUp, List<Way> chosen) {
    if (setUp.stream().allMatch(it -> it == Way.PUSH)) {
      return Unsent.NO_CHANNEL;
    }
    if (chosen.contains(Way.EMAIL)) {
      return Unsent.NO_ADDRESS;
    }
    if (chosen.contains(Way.SMS)) {
      boolean numbered = member.preferences().phone().isPresent();
      return numbered ? Unsent.NOT_URGENT : Unsent.NO_NUMBER;
    }
    return Unsent.NO_WAY_CHOSEN;
  }
}
