package fr.anima.hub.animals.register;

import fr.anima.hub.animals.species.Species;
import fr.anima.hub.web.Written;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Who an animal is.
 *
 * @param tag ring, ear tag or chip as it is written; among the living it names one animal, blanks
 *     and capitals aside
 * @param bornEstimated whether the birth date is a guess
 * @param enclosure where it came to live first
 * @param arrivedAt since when it lives here: bought, given or born
 */
record Entry(
    String tag,
    String name,
    Species species,
    Sex sex,
    Optional<LocalDate> bornOn,
    boolean bornEstimated,
    Optional<UUID> mother,
    Optional<UUID> father,
    String enclosure,
    Instant arrivedAt) {
  private static final Pattern TAG = Pattern.compile("[0-9A-Za-z][0-9A-Za-z .-]{0,31}");
  private static final Instant EARLIEST = Instant.parse("1980-01-01T00:00:00Z");
  private static final LocalDate OLDEST = LocalDate.of(1960, 1, 1);

  /** To the millisecond, which is as exact as devices say it and the database keeps it. */
  Entry {
    arrivedAt = arrivedAt.truncatedTo(ChronoUnit.MILLIS);
  }

  /** What somebody saw, or has not seen yet. */
  enum Sex {
    /** She. */
    FEMALE,
    /** He, gelded or not. */
    MALE,
    /** Too young to tell. */
    UNKNOWN;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The first mistake that shows without looking anything up.
   *
   * @param today the farm's day
   */
  Optional<Mistake> mistake(UUID animal, LocalDate today, Instant now) {
    if (!TAG.matcher(tag).matches()) {
      return mistake("/tag", "letters, digits, blanks, dots and dashes, as the tag has them");
    }
    if (!Written.isLine(name)) {
      return mistake("/name", "write the name in one line");
    }
    if (bornOn.isEmpty() && bornEstimated) {
      return mistake("/bornOn", "write the estimated date, or leave both out");
    }
    if (bornOn.filter(it -> it.isAfter(today) || it.isBefore(OLDEST)).isPresent()) {
      return mistake("/bornOn", "nobody here was born on " + bornOn.get());
    }
    if (arrivedAt.isAfter(now) || arrivedAt.isBefore(EARLIEST)) {
      return mistake("/arrivedAt", "it lives here already, and not since before " + EARLIEST);
    }
    if (mother.filter(animal::equals).isPresent()) {
      return mistake("/mother", "an animal is not its own mother");
    }
    return father.filter(animal::equals).isPresent()
        ? mistake("/father", "an animal is not its own father")
        : Optional.empty();
  }

  private static Optional<Mistake> mistake(String field, String detail) {
    return Optional.of(new Mistake("/entry" + field, detail));
  }
}
