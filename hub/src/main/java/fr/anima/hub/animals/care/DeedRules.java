package fr.anima.hub.animals.care;

import fr.anima.hub.animals.care.Deed.What;
import fr.anima.hub.animals.care.Life.FalseAlarm;
import fr.anima.hub.animals.care.Life.Given;
import fr.anima.hub.animals.care.Life.Quiet;
import fr.anima.hub.animals.care.Life.Settled;
import fr.anima.hub.animals.care.Life.Why;
import fr.anima.hub.people.Role;
import fr.anima.hub.people.Viewer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * What people may do to an alert (mission 5.2): pure, so that it can be read as the specification.
 */
final class DeedRules {
  /** A keeper may put an alert aside for so long. */
  static final Duration KEEPER_SHELVES = Duration.ofHours(8);

  /** And an administrator for so long. */
  static final Duration ADMIN_SHELVES = Duration.ofDays(3);

  private DeedRules() {}

  /**
   * Whoever does something.
   *
   * @param recipient the name of the keeper it is given to, where there is such a keeper
   */
  record Doer(Viewer viewer, Optional<String> recipient, Instant now) {}

  /** Why somebody may not; the words say what to do. */
  enum Refusal {
    ALERT_OVER(409, "", "the alert is over: there is nothing left to put aside or to give"),
    ALERT_CLOSED(409, "", "the alert is closed"),
    SHELF_OVER(
        409, "/until", "the time for which it was put aside was over when this was heard of"),
    SHELF_TOO_LONG(400, "/until", "a keeper puts aside for 8 h at most, an administrator for 72 h"),
    NO_END(400, "/until", "say until when it is put aside"),
    NO_REASON(400, "/words", "say why, in a few words"),
    NO_REMEDY(400, "/remedy", "say what was done: water, feed, door, heat, injury or other"),
    NOTHING_NOTED(400, "/words", "write a remark, or add a photo"),
    NOTHING_INSPECTED(
        400,
        "/words",
        "this alert asks for a look at what it left: write what you found, or add a photo"),
    PHOTO_MISPLACED(400, "/photo", "a photo belongs to what is settled or noted"),
    PHOTO_MISSING(409, "/photo", "the hub has no such photo: send the photo first"),
    NO_KEEPER(400, "/to", "an alert is given to a keeper who has an account"),
    ADMINS_ONLY(403, "", "only an administrator may say that an alert was a false alarm"),
    NOT_A_DEED(
        400,
        "/what",
        "this is not for people to say: shelved, unshelved, settled, given, noted or false-alarm");

    final int status;
    final String pointer;
    final String detail;

    Refusal(int status, String pointer, String detail) {
      this.status = status;
      this.pointer = pointer;
      this.detail = detail;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** What comes of it. */
  sealed interface Verdict {
    /** The alert stands like this afterwards. */
    record Done(Life life) implements Verdict {}

    /** It stays as it was. */
    record Refused(Refusal why) implements Verdict {}

    default <T> T fold(Function<Life, T> done, Function<Refusal, T> refused) {
      return this instanceof Done it
          ? done.apply(it.life())
          : refused.apply(((Refused) this).why());
    }
  }

  /** Judges by the hour at which it was done; what cannot be done any more says so. */
  static Verdict judge(Life life, DeedForm form, Doer by) {
    boolean mayShow = form.what() == What.SETTLED || form.what() == What.NOTED;
    if (form.photo().isPresent() && !mayShow) {
      return refused(Refusal.PHOTO_MISPLACED);
    }
    return switch (form.what()) {
      case SHELVED -> shelve(life, form, by);
      case UNSHELVED -> done(life.audible());
      case SETTLED -> settle(life, form, by);
      case GIVEN -> give(life, form, by);
      case FALSE_ALARM -> dismiss(life, form, by);
      case NOTED -> note(life, form);
      case TAKEN, RELEASED, QUIETED, RANG_AGAIN, WORSE, BETTER, CLOSED ->
          refused(Refusal.NOT_A_DEED);
    };
  }

  private static Verdict shelve(Life life, DeedForm form, Doer by) {
    if (form.until().isEmpty()) {
      return refused(Refusal.NO_END);
    }
    if (form.words().isEmpty()) {
      return refused(Refusal.NO_REASON);
    }
    Instant until = form.until().get();
    Duration most = by.viewer().role() == Role.ADMIN ? ADMIN_SHELVES : KEEPER_SHELVES;
    if (until.isAfter(form.happenedAt(by.now()).plus(most))) {
      return refused(Refusal.SHELF_TOO_LONG);
    }
    if (life.isOver()) {
      return refused(Refusal.ALERT_OVER);
    }
    return until.isAfter(by.now())
        ? done(
            life.quieted(
                new Quiet(Why.SHELVED, until, Optional.of(by.viewer().name()), form.words())))
        : refused(Refusal.SHELF_OVER);
  }

  /**
   * Also of what is closed: what was done is worth knowing, whenever it is told. What was done
   * while a latched alert lasted need not say what it left, however late it is told; it closes
   * nothing.
   */
  private static Verdict settle(Life life, DeedForm form, Doer by) {
    Instant at = form.happenedAt(by.now());
    return form.remedy()
        .map(it -> new Settled(it, by.viewer().name(), at, form.words(), form.photo()))
        .map(
            it ->
                life.awaitsInspection(at) && !it.saysWhatIsThere()
                    ? refused(Refusal.NOTHING_INSPECTED)
                    : done(life.settled(it, by.viewer().person())))
        .orElseGet(() -> refused(Refusal.NO_REMEDY));
  }

  private static Verdict note(Life life, DeedForm form) {
    return form.words().isPresent() || form.photo().isPresent()
        ? done(life)
        : refused(Refusal.NOTHING_NOTED);
  }

  private static Verdict give(Life life, DeedForm form, Doer by) {
    if (form.to().isEmpty() || by.recipient().isEmpty()) {
      return refused(Refusal.NO_KEEPER);
    }
    if (life.isOver()) {
      return refused(Refusal.ALERT_OVER);
    }
    return done(
        life.given(
            new Given(
                form.to().get(),
                by.recipient().get(),
                by.viewer().name(),
                form.happenedAt(by.now()))));
  }

  private static Verdict dismiss(Life life, DeedForm form, Doer by) {
    if (by.viewer().role() != Role.ADMIN) {
      return refused(Refusal.ADMINS_ONLY);
    }
    if (form.words().isEmpty()) {
      return refused(Refusal.NO_REASON);
    }
    return life.closedAt().isPresent()
        ? refused(Refusal.ALERT_CLOSED)
        : done(
            life.dismissed(
                new FalseAlarm(by.viewer().name(), form.happenedAt(by.now()), form.words().get()),
                by.now()));
  }

  private static Verdict done(Life life) {
    return new Verdict.Done(life);
  }

  private static Verdict refused(Refusal why) {
    return new Verdict.Refused(why);
  }
}
