package fr.anima.hub.animals.register;

import fr.anima.hub.animals.register.AnimalEvent.Kind;
import fr.anima.hub.web.Written;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/** An event as somebody noted it; the contract has checked its form, not its sense. */
record EventForm(
    Kind kind,
    Instant at,
    Optional<Integer> grams,
    Optional<String> text,
    Optional<LocalDate> milkEggsUntil,
    Optional<LocalDate> meatUntil,
    Optional<String> enclosure,
    Optional<Integer> young,
    Optional<UUID> corrects,
    Optional<String> photo) {
  private static final Instant EARLIEST = Instant.parse("1980-01-01T00:00:00Z");

  /** The first mistake that shows without looking anything up. */
  Optional<Mistake> mistake(UUID event) {
    if (at.isBefore(EARLIEST)) {
      return mistake("/at", "nothing was noted before " + EARLIEST);
    }
    if (text.filter(it -> !Written.isText(it)).isPresent()) {
      return mistake("/text", "write something, or leave it out");
    }
    if (corrects.filter(event::equals).isPresent()) {
      return mistake("/corrects", "an event does not correct itself");
    }
    return missing().or(this::misplaced).or(this::strangeWait);
  }

  private Optional<Mistake> missing() {
    return switch (kind) {
      case WEIGHT -> needed(grams, "/grams", "write the weight in grams");
      case MOVE -> needed(enclosure, "/enclosure", "say where it moved to");
      case BIRTH -> needed(young, "/young", "say how many young were born");
      case FEED -> needed(text, "/text", "write what it was fed");
      case TREATMENT -> needed(text, "/text", "write what it was given");
      case VET_VISIT -> needed(text, "/text", "write what the vet said");
      case NOTE -> needed(text.or(() -> photo), "/text", "write the note, or add a photo");
      case PORTRAIT -> needed(photo, "/photo", "add the photo");
      case DEATH -> Optional.empty();
    };
  }

  private static Optional<Mistake> needed(Optional<?> field, String pointer, String detail) {
    return field.isPresent() ? Optional.empty() : mistake(pointer, detail);
  }

  /** A field of another kind would be kept and never shown. */
  private Optional<Mistake> misplaced() {
    if (grams.isPresent() && kind != Kind.WEIGHT && kind != Kind.FEED) {
      return mistake("/grams", "grams belong to a weight or to feed");
    }
    if (enclosure.isPresent() && kind != Kind.MOVE) {
      return mistake("/enclosure", "an enclosure belongs to a move");
    }
    if (young.isPresent() && kind != Kind.BIRTH) {
      return mistake("/young", "the number of young belongs to a birth");
    }
    return (milkEggsUntil.isPresent() || meatUntil.isPresent()) && kind != Kind.TREATMENT
        ? mistake("/milkEggsUntil", "a waiting time belongs to a treatment")
        : Optional.empty();
  }

  /** Waiting times are days to weeks; a year after is a slip of the finger. */
  private Optional<Mistake> strangeWait() {
    LocalDate latest = LocalDate.ofInstant(at, ZoneOffset.UTC).plusYears(2);
    LocalDate earliest = latest.minusYears(2).minusDays(1);
    if (milkEggsUntil.filter(it -> it.isAfter(latest) || it.isBefore(earliest)).isPresent()) {
      return mistake("/milkEggsUntil", "a wait ends on the day of the treatment or later");
    }
    return meatUntil.filter(it -> it.isAfter(latest) || it.isBefore(earliest)).isPresent()
        ? mistake("/meatUntil", "a wait ends on the day of the treatment or later")
        : Optional.empty();
  }

  private static Optional<Mistake> mistake(String pointer, String detail) {
    return Optional.of(new Mistake(pointer, detail));
  }
}
