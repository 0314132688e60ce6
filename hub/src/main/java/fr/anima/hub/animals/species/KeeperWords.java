package fr.anima.hub.animals.species;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which species keepers mean when they write "lapins nains" or "ânesse" beside an enclosure. */
final class KeeperWords {
  private static final Map<Species, List<String>> WORDS =
      Map.of(
          Species.GUINEA_PIG,
          List.of("cochon d’Inde", "cobaye", "guinea pig"),
          Species.RABBIT,
          List.of("lapin", "lapine", "lapereau", "rabbit"),
          Species.HEN,
          List.of("poule", "coq", "poulet", "poussin", "hen", "chicken", "cock"),
          Species.DONKEY,
          List.of("âne", "ânesse", "ânon", "donkey"),
          Species.MINIATURE_HORSE,
          List.of(
              "cheval miniature",
              "chevaux miniatures",
              "cheval nain",
              "mini cheval",
              "miniature horse"),
          Species.ALPACA,
          List.of("alpaga", "alpaca"),
          Species.GOAT,
          List.of("chèvre", "chevrette", "bouc", "chevreau", "goat"),
          Species.SHEEP,
          List.of("mouton", "brebis", "bélier", "agneau", "agnelle", "sheep", "ewe", "lamb"));

  private KeeperWords() {}

  /** The species; empty when nobody here knows the word, which is then told and not guessed. */
  static Optional<Species> read(String word) {
    String said = plain(word);
    return WORDS.entrySet().stream()
        .filter(it -> it.getValue().stream().map(KeeperWords::plain).anyMatch(one -> is(said, one)))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** A breed may follow: "poule pondeuse" is a hen. */
  private static boolean is(String said, String known) {
    return said.equals(known) || said.startsWith(known + " ");
  }

  /** Without accents, capitals, punctuation and the mark of the plural. */
  private static String plain(String word) {
    String bare =
        Normalizer.normalize(word.toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
            .replaceAll("\\p{M}", "");
    return Arrays.stream(bare.split("[^a-z]+"))
        .filter(it -> !it.isEmpty())
        .map(it -> it.length() > 3 ? it.replaceAll("[sx]$", "") : it)
        .collect(Collectors.joining(" "));
  }
}
