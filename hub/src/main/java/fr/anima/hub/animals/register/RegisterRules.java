package fr.anima.hub.animals.register;

import fr.anima.hub.animals.register.AnimalEvent.Kind;
import fr.anima.hub.animals.register.Entry.Sex;
import fr.anima.hub.web.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What may be noted of an animal, given what was noted before. */
final class RegisterRules {
  private RegisterRules() {}

  /**
   * Why an event cannot be taken.
   *
   * @param events all of this animal, those that no longer count too
   * @param at when it happened
   */
  static Optional<Problem> objection(
      EventForm form, Instant at, Entry entry, List<AnimalEvent> events) {
    return correction(form, events)
        .or(() -> beforeArrival(form, at, entry))
        .or(() -> afterDeath(form, at, events));
  }

  /** Why an animal of that entry cannot be a parent of that other. */
  static Optional<Problem> objectionToParent(Entry child, Entry parent, boolean isMother) {
    String field = isMother ? "/entry/mother" : "/entry/father";
    Sex wrong = isMother ? Sex.MALE : Sex.FEMALE;
    if (parent.sex() == wrong) {
      return refused(parent.name() + " is " + parent.sex().word() + ": choose another", field);
    }
    return parent.species() == child.species()
        ? Optional.empty()
        : refused(
            parent.name() + " is of species " + parent.species().word() + ": choose another",
            field);
  }

  private static Optional<Problem> correction(EventForm form, List<AnimalEvent> events) {
    if (form.corrects().isEmpty()) {
      return Optional.empty();
    }
    Optional<AnimalEvent> wrong =
        events.stream().filter(it -> it.id().equals(form.corrects().get())).findFirst();
    if (wrong.isEmpty()) {
      return Optional.of(Problem.notFound("event of this animal to correct").at("/corrects"));
    }
    return wrong
        .filter(it -> !it.counts())
        .map(
            it ->
                Problem.of(
                        409,
                        "already-corrected",
                        "that event was corrected meanwhile: look again, and correct the correction"
                            + " if it is wrong")
                    .at("/corrects"));
  }

  private static Optional<Problem> beforeArrival(EventForm form, Instant at, Entry entry) {
    boolean matters = form.kind() == Kind.MOVE || form.kind() == Kind.DEATH;
    return matters && at.isBefore(entry.arrivedAt())
        ? refused(
            "it lives here since " + entry.arrivedAt() + " only: correct one of the two", "/at")
        : Optional.empty();
  }

  /** A note can always be added; what a phone noted before the death may come after it. */
  private static Optional<Problem> afterDeath(
      EventForm form, Instant at, List<AnimalEvent> events) {
    List<AnimalEvent> others =
        events.stream().filter(it -> !form.corrects().equals(Optional.of(it.id()))).toList();
    return Stay.death(others)
        .filter(it -> form.kind() != Kind.NOTE)
        .filter(died -> form.kind() == Kind.DEATH || at.isAfter(died))
        .map(
            died ->
                Problem.of(
                    409,
                    "animal-dead",
                    "its death is noted at " + died + ": correct that event if it is wrong"));
  }

  private static Optional<Problem> refused(String detail, String pointer) {
    return Optional.of(Problem.of(400, "invalid-animal", detail).at(pointer));
  }
}
