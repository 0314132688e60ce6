package fr.anima.hub.animals;

import fr.anima.hub.animals.alerts.Enclosure;
import fr.anima.hub.animals.alerts.Limit;
import fr.anima.wire.Quantity;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An enclosure as somebody filled it in; the contract has checked its form, not its sense. */
record EnclosureForm(
    String name,
    List<String> species,
    List<Limit> limits,
    Map<String, Double> expectedEverySeconds) {
  /**
   * What makes no sense.
   *
   * @param pointer JSON pointer of the field to mend
   */
  record Mistake(String pointer, String detail) {}

  Enclosure of(String id) {
    return new Enclosure(id, name, species, limits, expectedEverySeconds);
  }

  /** The first mistake in the order of the form. */
  Optional<Mistake> mistake() {
    return unknownQuantity().or(this::impossibleLimit).or(this::repeatedLimit);
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
        ? Optional.empty()
        : mistake(
            pointer + "/clearAt",
            quantity.word()
                + " is never "
                + limit.clearAt()
                + ", so the alert would never clear;"
                + " choose "
                + quantity.range());
  }

  private static Optional<Mistake> mistake(String pointer, String detail) {
    return Optional.of(new Mistake(pointer, detail));
  }

  private Optional<Mistake> repeatedLimit() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < limits.size(); i++) {
      Limit limit = limits.get(i);
      if (!seen.add(limit.quantity() + "/" + limit.side())) {
        return Optional.of(
            new Mistake(
                "/limits/" + i,
                "a second limit for " + limit.quantity().word() + " on that side; keep one"));
      }
    }
    return Optional.empty();
  }
}
