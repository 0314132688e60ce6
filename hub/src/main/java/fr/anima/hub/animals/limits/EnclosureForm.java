package fr.anima.hub.animals.limits;

import fr.anima.hub.animals.alerts.Enclosure;
import fr.anima.hub.animals.alerts.Limit;
import fr.anima.wire.Quantity;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** An enclosure as somebody filled it in; the contract has checked its form, not its sense. */
public record EnclosureForm(
    String name,
    List<String> species,
    List<Limit> limits,
    Map<String, Double> expectedEverySeconds) {
  private static final int MOST_A_SIDE = 2;

  /**
   * What makes no sense.
   *
   * @param pointer JSON pointer of the field to mend
   */
  public record Mistake(String pointer, String detail) {}

  /** The enclosure it describes. */
  public Enclosure of(String id) {
    return new Enclosure(id, name, species, limits, expectedEverySeconds);
  }

  /** The first mistake in the order of the form. */
  public Optional<Mistake> mistake() {
    return unknownQuantity().or(this::impossibleLimit).or(this::crossedLimits);
  }

  private Optional<Mistake> unknownQuantity() {
    for (String word : expectedEverySeconds.keySet()) {
      try {
        Quantity.ofWord(word);
      } catch (IllegalArgumentException why) {
        return Optional.of(
            new Mistake(
                "/expectedEverySeconds/" + word.replace("~", "~0").replace("/", "~1"),
                "quantity " + why.getMessage()));
      }
    }
    return Optional.empty();
  }

  private Optional<Mistake> impossibleLimit() {
    for (int i = 0; i < limits.size(); i++) {
      Optional<Mistake> mistake = mistakeOf(limits.get(i), "/limits/" + i);
      if (mistake.isPresent()) {
        return mistake;
      }
    }
    return Optional.empty();
  }

  private Optional<Mistake> mistakeOf(Limit limit, String pointer) {
    Quantity quantity = limit.quantity();
    if (!expectedEverySeconds.containsKey(quantity.word())) {
      return mistake(
          pointer + "/quantity",
          quantity.word()
              + " has a limit but no period; name it in expectedEverySeconds, or silence cannot"
              + " be told from calm");
    }
    if (!quantity.isPossible(limit.raiseAt())) {
      return mistake(
          pointer + "/raiseAt",
          quantity.word() + " is never " + limit.raiseAt() + "; choose " + quantity.range());
    }
    if (!limit.hasHysteresis()) {
      String where = limit.side() == Limit.Side.ABOVE ? "below" : "above";
      return mistake(
          pointer + "/clearAt",
          "clearAt "
              + limit.clearAt()
              + " is not on the safe side of raiseAt "
              + limit.raiseAt()
              + "; choose one "
              + where
              + " it");
    }
    return quantity.isPossible(limit.clearAt())
        ? noHours(limit, pointer)
        : mistake(
            pointer + "/clearAt",
            quantity.word()
                + " is never "
                + limit.clearAt()
                + ", so the alert would never clear;"
                + " choose "
                + quantity.range());
  }

  private static Optional<Mistake> noHours(Limit limit, String pointer) {
    return limit.hours().filter(it -> it.from().equals(it.until())).isPresent()
        ? mistake(
            pointer + "/hours/until",
            "the hours end as they begin, so the limit would never hold; choose another end, or no"
                + " hours for a limit that always holds")
        : Optional.empty();
  }

  private static Optional<Mistake> mistake(String pointer, String detail) {
    return Optional.of(new Mistake(pointer, detail));
  }

  private Optional<Mistake> crossedLimits() {
    for (int i = 0; i < limits.size(); i++) {
      for (int j = 0; j < limits.size(); j++) {
        Limit one = limits.get(i);
        Limit other = limits.get(j);
        boolean isPair = i != j && one.quantity() == other.quantity() && one.side() == other.side();
        if (isPair && i > j && one.severity() == other.severity()) {
          return mistake(
              "/limits/" + i + "/severity",
              "a second "
                  + word(one.severity())
                  + " for "
                  + one.quantity().word()
                  + " on that side; keep one of each severity");
        }
        if (isPair && one.severity().compareTo(other.severity()) < 0) {
          Optional<Mistake> crossed = crossed(one, other, "/limits/" + i);
          if (crossed.isPresent()) {
            return crossed;
          }
        }
      }
    }
    return crowdedSide();
  }

  /** The worse limit begins beyond the milder one, and is never safe later than that. */
  private static Optional<Mistake> crossed(Limit worse, Limit milder, String pointer) {
    if (worse.isFurtherOutThan(milder)) {
      return Optional.empty();
    }
    String where = worse.side() == Limit.Side.ABOVE ? "above" : "below";
    boolean isRaise =
        worse.side() == Limit.Side.ABOVE
            ? worse.raiseAt() <= milder.raiseAt()
            : worse.raiseAt() >= milder.raiseAt();
    return isRaise
        ? mistake(
            pointer + "/raiseAt",
            word(worse.severity())
                + " at "
                + worse.raiseAt()
                + " would come before "
                + word(milder.severity())
                + " at "
                + milder.raiseAt()
                + "; choose a level "
                + where
                + " it")
        : mistake(
            pointer + "/clearAt",
            word(worse.severity())
                + " would last until "
                + worse.clearAt()
                + ", longer than "
                + word(milder.severity())
                + " which ends at "
                + milder.clearAt()
                + "; choose a level not "
                + (worse.side() == Limit.Side.ABOVE ? "below" : "above")
                + " that");
  }

  private Optional<Mistake> crowdedSide() {
    Map<String, Integer> sides = new HashMap<>();
    for (int i = 0; i < limits.size(); i++) {
      Limit limit = limits.get(i);
      if (sides.merge(limit.quantity() + "/" + limit.side(), 1, Integer::sum) > MOST_A_SIDE) {
        return mistake(
            "/limits/" + i,
            "a third limit for "
                + limit.quantity().word()
                + " on that side; keep one to warn and a worse one");
      }
    }
    return Optional.empty();
  }

  private static String word(Limit.Severity severity) {
    return severity.name().toLowerCase(Locale.ROOT);
  }
}
