package fr.anima.hub.animals.register;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Something that was done to an animal, or seen of it; for good.
 *
 * @param id made by the keeper's device: the same id again is the same event
 * @param at when it happened, by the keeper's device, and never after the hub heard of it
 * @param recordedAt when the hub took it
 * @param grams of the animal, or of what it was fed
 * @param milkEggsUntil the last day on which milk or eggs must not be used
 * @param meatUntil the last day on which the meat must not be used
 * @param enclosure where it moved to
 * @param photo of what was seen, by its id
 * @param corrects the event that was wrong and no longer counts
 * @param correctedBy the event that says so of this one
 */
record AnimalEvent(
    UUID id,
    UUID animal,
    Kind kind,
    Instant at,
    Instant recordedAt,
    String by,
    Optional<Integer> grams,
    Optional<String> text,
    Optional<LocalDate> milkEggsUntil,
    Optional<LocalDate> meatUntil,
    Optional<String> enclosure,
    Optional<Integer> young,
    Optional<String> photo,
    Optional<UUID> corrects,
    Optional<UUID> correctedBy) {

  /** What can be noted. */
  enum Kind {
    /** It was weighed. */
    WEIGHT,
    /** It was fed something worth noting. */
    FEED,
    /** It was given a remedy. */
    TREATMENT,
    /** The vet saw it. */
    VET_VISIT,
    /** She gave birth. */
    BIRTH,
    /** It went to live elsewhere on the farm. */
    MOVE,
    /** It died. */
    DEATH,
    /** Anything else. */
    NOTE,
    /** The photo that stands for it from now on. */
    PORTRAIT;

    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Kind ofWord(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }

  boolean counts() {
    return correctedBy.isEmpty();
  }

  /** Whether noting it again said the same; the hour apart, which a device may have mended. */
  boolean says(EventForm form) {
    return kind == form.kind()
        && grams.equals(form.grams())
        && text.equals(form.text())
        && milkEggsUntil.equals(form.milkEggsUntil())
        && meatUntil.equals(form.meatUntil())
        && enclosure.equals(form.enclosure())
        && young.equals(form.young())
        && photo.equals(form.photo())
        && corrects.equals(form.corrects());
  }
}
