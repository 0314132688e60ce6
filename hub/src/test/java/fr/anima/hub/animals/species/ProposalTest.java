package fr.anima.hub.animals.species;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.animals.species.Bound.Side;
import fr.anima.hub.animals.species.BoundOverride.Withdrawal;
import fr.anima.hub.animals.species.Proposal.Chosen;
import fr.anima.wire.Quantity;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProposalTest {
  private static final Instant TEN = Instant.parse("2026-11-23T10:00:00Z");
  private static final Set<Quantity> ALL =
      Set.of(Quantity.TEMPERATURE, Quantity.HUMIDITY, Quantity.AMMONIA, Quantity.CARBON_DIOXIDE);

  @ParameterizedTest
  @CsvSource({
    "poule, 'temperature 18..24, humidity 60..70, ammonia ..20, carbon-dioxide ..3000'",
    "cochon d’Inde, 'temperature 18..24, humidity ..50'",
    "lapin, 'temperature ..27, humidity 60..65, ammonia ..5'",
    "chèvre, 'temperature 3..21, ammonia ..8'",
    "brebis, 'temperature 2..15'",
    "cheval miniature, 'temperature -5..25, humidity 60..80, ammonia ..10'",
    "âne, ''",
    "alpaga, ''"
  })
  void a_species_has_the_figures_that_were_found_and_no_other(String word, String figures) {
    assertEquals(figures, words(propose(List.of(word))));
  }

  @Test
  void a_mixed_enclosure_takes_the_strictest_bound_of_each_side() {
    Proposal proposal = propose(List.of("poules", "lapins nains"));

    assertEquals(
        "temperature 18..24, humidity 60..65, ammonia ..5, carbon-dioxide ..3000", words(proposal));
    assertEquals(List.of(Species.RABBIT), bound(proposal, Quantity.AMMONIA, Side.ABOVE).of());
    assertEquals(
        List.of(Species.RABBIT, Species.HEN), bound(proposal, Quantity.HUMIDITY, Side.BELOW).of());
  }

  @Test
  void guinea_pigs_and_rabbits_want_what_cannot_both_be_and_nothing_is_made_up() {
    Proposal proposal = propose(List.of("lapin", "cochon d’Inde"));

    assertEquals("temperature 18..24, ammonia ..5", words(proposal));
    Proposal.Conflict conflict = proposal.conflicts().get(0);
    assertEquals(Quantity.HUMIDITY, conflict.quantity());
    assertEquals(60, conflict.atLeast().value());
    assertEquals(List.of(Species.RABBIT), conflict.atLeast().of());
    assertEquals(50, conflict.atMost().value());
    assertEquals(List.of(Species.GUINEA_PIG), conflict.atMost().of());
    assertTrue(proposal.limits().stream().noneMatch(it -> it.quantity() == Quantity.HUMIDITY));
  }

  @Test
  void what_the_vet_signed_for_settles_a_conflict() {
    List<BoundOverride> signed =
        List.of(
            override(Quantity.HUMIDITY, Side.BELOW, 48, Optional.empty()),
            override(Quantity.HUMIDITY, Side.ABOVE, 58, Optional.empty()));

    Proposal proposal = propose(List.of("lapin", "cochon d’Inde"), signed);

    assertEquals("temperature 18..24, humidity 48..58, ammonia ..5", words(proposal));
    assertEquals(List.of(), proposal.conflicts());
    assertEquals(
        Optional.of(signed.get(1)), bound(proposal, Quantity.HUMIDITY, Side.ABOVE).override());
  }

  @Test
  void half_a_decision_counts_and_the_conflict_is_still_told() {
    List<BoundOverride> signed =
        List.of(override(Quantity.HUMIDITY, Side.ABOVE, 58, Optional.empty()));

    Proposal proposal = propose(List.of("lapin", "cochon d’Inde"), signed);

    assertEquals("temperature 18..24, humidity ..58, ammonia ..5", words(proposal));
    assertEquals(1, proposal.conflicts().size());
  }

  @Test
  void an_override_that_was_taken_back_gives_way_to_the_profile_and_not_to_an_older_one() {
    List<BoundOverride> history =
        List.of(
            override(Quantity.AMMONIA, Side.ABOVE, 12, Optional.empty()),
            override(
                Quantity.AMMONIA,
                Side.ABOVE,
                10,
                Optional.of(new Withdrawal("Anne", TEN.plusSeconds(60)))));

    assertEquals("temperature 3..21, ammonia ..8", words(propose(List.of("chèvre"), history)));
  }

  @Test
  void limits_are_proposed_of_what_is_measured_and_clear_inside_the_band() {
    Proposal proposal =
        Proposal.of(List.of("lapin"), Map.of(), Set.of(Quantity.HUMIDITY, Quantity.WATER_LEVEL));

    assertEquals(
        List.of(
            "BELOW 60.0 62.5 attention", "BELOW 55.0 58.0 urgence", "ABOVE 65.0 62.5 attention"),
        limits(proposal));
  }

  @ParameterizedTest
  @CsvSource({
    "poule, 'ABOVE 24.0 23.0 attention, ABOVE 28.0 27.0 urgence'",
    "cochon d’Inde, 'ABOVE 24.0 23.0 attention, ABOVE 29.0 28.0 urgence'",
    "'poule, lapin', 'ABOVE 24.0 23.0 attention, ABOVE 28.0 27.0 urgence'",
    "chèvre, 'ABOVE 21.0 20.0 attention'"
  })
  void where_harm_begins_an_emergency_is_proposed_beyond_the_warning(String words, String limits) {
    Proposal proposal =
        Proposal.of(List.of(words.split(", ")), Map.of(), Set.of(Quantity.TEMPERATURE));

    assertEquals(
        limits,
        limits(proposal).stream()
            .filter(it -> it.startsWith("ABOVE"))
            .collect(Collectors.joining(", ")));
  }

  @Test
  void what_the_vet_signed_for_beyond_harm_is_no_emergency() {
    List<BoundOverride> history =
        List.of(override(Quantity.TEMPERATURE, Side.ABOVE, 31, Optional.empty()));

    assertEquals(List.of(), propose(List.of("poule"), history).dangers());
  }

  private static List<String> limits(Proposal proposal) {
    return proposal.limits().stream()
        .map(it -> it.side() + " " + it.raiseAt() + " " + it.clearAt() + " " + it.severity())
        .toList();
  }

  @Test
  void what_is_not_known_is_told() {
    Proposal proposal = propose(List.of("cochon d’Inde", "alpaga", "furet"));

    assertEquals(List.of("furet"), proposal.unread());
    assertEquals(
        "temperature [ALPACA], humidity [ALPACA], ammonia [GUINEA_PIG, ALPACA]",
        proposal.unknown().stream()
            .map(it -> it.quantity().word() + " " + it.species())
            .collect(Collectors.joining(", ")));
  }

  @ParameterizedTest
  @CsvSource({
    "Lapines, RABBIT",
    "cochons d'inde, GUINEA_PIG",
    "Ânesse, DONKEY",
    "chevaux miniatures, " + "MINIATURE_HORSE",
    "poule pondeuse, HEN",
    "Chèvres naines, GOAT",
    "alpagas, ALPACA",
    "brebis, SHEEP"
  })
  void keepers_write_as_they_speak(String word, Species species) {
    assertEquals(Optional.of(species), KeeperWords.read(word));
  }

  @ParameterizedTest
  @CsvSource({"cochon nain", "cheval", "poulain", "souris"})
  void a_word_of_another_animal_is_not_guessed(String word) {
    assertEquals(Optional.empty(), KeeperWords.read(word));
  }

  @Test
  void every_figure_names_where_it_is_written() {
    Profiles.ALL.stream()
        .flatMap(it -> it.bounds().stream())
        .forEach(
            it -> {
              assertTrue(!it.sources().isEmpty(), it + " has no source");
              assertTrue(Profiles.SOURCES.keySet().containsAll(it.sources()), it.toString());
            });
  }

  private static Proposal propose(List<String> words) {
    return propose(words, List.of());
  }

  private static Proposal propose(List<String> words, List<BoundOverride> history) {
    return Proposal.of(words, BoundOverride.inForce(history), ALL);
  }

  private static Chosen bound(Proposal proposal, Quantity quantity, Side side) {
    return proposal.bounds().stream()
        .filter(it -> it.quantity() == quantity && it.side() == side)
        .findFirst()
        .orElseThrow();
  }

  /** "humidity 60..65", an open side left empty. */
  private static String words(Proposal proposal) {
    return proposal.bounds().stream()
        .map(Chosen::quantity)
        .distinct()
        .map(
            it ->
                it.word()
                    + " "
                    + end(proposal, it, Side.BELOW)
                    + ".."
                    + end(proposal, it, Side.ABOVE))
        .collect(Collectors.joining(", "));
  }

  private static String end(Proposal proposal, Quantity quantity, Side side) {
    return proposal.bounds().stream()
        .filter(it -> it.quantity() == quantity && it.side() == side)
        .map(it -> String.valueOf(Math.round(it.value())))
        .findFirst()
        .orElse("");
  }

  private static BoundOverride override(
      Quantity quantity, Side side, double value, Optional<Withdrawal> withdrawal) {
    return new BoundOverride(
        new UUID(0, Math.round(value)),
        "clapier",
        quantity,
        side,
        value,
        "vieux bâtiment",
        "Anne",
        TEN,
        TEN,
        "Dr Roy",
        LocalDate.of(2026, 11, 20),
        withdrawal);
  }
}
