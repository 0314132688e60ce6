package fr.anima.hub.animals.species;

import fr.anima.hub.animals.species.Bound.Confidence;
import fr.anima.hub.animals.species.Bound.Meaning;
import fr.anima.hub.animals.species.Bound.Side;
import fr.anima.hub.animals.species.BoundOverride.Subject;
import fr.anima.wire.Quantity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What follows for an enclosure from the species that live there: of each quantity the strictest
 * bounds, unless the farm and its vet decided otherwise. Where the species want what cannot both
 * be, nothing is made up: the conflict is told, and somebody has to decide.
 *
 * @param unread what is written beside the enclosure and no profile is known for
 * @param dangers where harm begins, beyond the bounds; what the vet signed for further out wins
 */
record Proposal(
    List<Species> species,
    List<String> unread,
    List<Chosen> bounds,
    List<Chosen> dangers,
    List<Conflict> conflicts,
    List<Unknown> unknown,
    List<LimitWish> limits) {
  private static final List<Quantity> QUANTITIES =
      List.of(Quantity.TEMPERATURE, Quantity.HUMIDITY, Quantity.AMMONIA, Quantity.CARBON_DIOXIDE);

  /** A bound that counts here. */
  record Chosen(
      Quantity quantity,
      Side side,
      double value,
      List<Species> of,
      List<String> sources,
      Optional<Confidence> confidence,
      Optional<BoundOverride> override) {}

  /** Two bounds that leave nothing between them. */
  record Conflict(Quantity quantity, Chosen atLeast, Chosen atMost) {}

  /** Species for which no figure of a quantity was found. */
  record Unknown(Quantity quantity, List<Species> species) {}

  /**
   * What is proposed.
   *
   * @param words what keepers wrote beside the enclosure
   * @param overrides those in force
   * @param measured what the enclosure's station measures; a limit on anything else would be mute
   */
  static Proposal of(
      List<String> words, Map<Subject, BoundOverride> overrides, Set<Quantity> measured) {
    Set<Species> kept = EnumSet.noneOf(Species.class);
    List<String> unread = new ArrayList<>();
    words.forEach(it -> KeeperWords.read(it).ifPresentOrElse(kept::add, () -> unread.add(it)));
    List<SpeciesProfile> profiles = kept.stream().flatMap(it -> Profiles.of(it).stream()).toList();
    List<Chosen> bounds = new ArrayList<>();
    List<Conflict> conflicts = new ArrayList<>();
    for (Quantity quantity : QUANTITIES) {
      Optional<Chosen> low = chosen(profiles, new Subject(quantity, Side.BELOW), overrides);
      Optional<Chosen> high = chosen(profiles, new Subject(quantity, Side.ABOVE), overrides);
      boolean clash =
          low.isPresent() && high.isPresent() && low.get().value() >= high.get().value();
      if (clash) {
        conflicts.add(new Conflict(quantity, low.get(), high.get()));
      }
      // What was signed for counts in any case; what only follows from a profile waits for it.
      low.filter(it -> !clash || it.override().isPresent()).ifPresent(bounds::add);
      high.filter(it -> !clash || it.override().isPresent()).ifPresent(bounds::add);
    }
    List<Chosen> dangers = bounds.stream().flatMap(it -> danger(profiles, it).stream()).toList();
    return new Proposal(
        List.copyOf(kept),
        List.copyOf(unread),
        List.copyOf(bounds),
        dangers,
        List.copyOf(conflicts),
        unknown(profiles),
        LimitWish.of(bounds, dangers, measured));
  }

  /**
   * Where harm begins beyond a bound that counts; a quantity without such a bound proposes none.
   */
  private static Optional<Chosen> danger(List<SpeciesProfile> profiles, Chosen bound) {
    return strictest(profiles, Meaning.HARM, new Subject(bound.quantity(), bound.side()))
        .filter(it -> bound.side().isStricter(bound.value(), it.value()));
  }

  private static Optional<Chosen> chosen(
      List<SpeciesProfile> profiles, Subject subject, Map<Subject, BoundOverride> overrides) {
    return Optional.ofNullable(overrides.get(subject))
        .map(Proposal::signed)
        .or(() -> strictest(profiles, Meaning.COMFORT, subject));
  }

  private static Chosen signed(BoundOverride it) {
    return new Chosen(
        it.quantity(),
        it.side(),
        it.value(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.of(it));
  }

  /** The strictest bound, named after every species that has it; as sure as the surest says it. */
  private static Optional<Chosen> strictest(
      List<SpeciesProfile> profiles, Meaning meaning, Subject subject) {
    List<Bound> all =
        profiles.stream()
            .flatMap(it -> it.bounds(meaning, subject.quantity(), subject.side()))
            .toList();
    Comparator<Bound> byValue = Comparator.comparingDouble(Bound::value);
    return all.stream()
        .min(subject.side() == Side.ABOVE ? byValue : byValue.reversed())
        .map(
            strictest ->
                new Chosen(
                    subject.quantity(),
                    subject.side(),
                    strictest.value(),
                    profiles.stream()
                        .filter(it -> has(it, strictest))
                        .map(SpeciesProfile::species)
                        .toList(),
                    same(all, strictest).flatMap(it -> it.sources().stream()).distinct().toList(),
                    same(all, strictest).map(Bound::confidence).min(Comparator.naturalOrder()),
                    Optional.empty()));
  }

  private static Stream<Bound> same(List<Bound> all, Bound one) {
    return all.stream().filter(it -> it.value() == one.value());
  }

  private static boolean has(SpeciesProfile profile, Bound bound) {
    return profile
        .bounds(bound.meaning(), bound.quantity(), bound.side())
        .anyMatch(it -> it.value() == bound.value());
  }

  private static List<Unknown> unknown(List<SpeciesProfile> profiles) {
    List<Unknown> unknown = new ArrayList<>();
    for (Quantity quantity : SpeciesProfile.ASKED) {
      List<Species> silent =
          profiles.stream()
              .filter(it -> it.unknown().contains(quantity))
              .map(SpeciesProfile::species)
              .toList();
      if (!silent.isEmpty()) {
        unknown.add(new Unknown(quantity, silent));
      }
    }
    return List.copyOf(unknown);
  }
}
