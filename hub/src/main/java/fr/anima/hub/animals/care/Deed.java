package fr.anima.hub.animals.care;

import fr.anima.hub.animals.care.Life.Remedy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Something done to an alert, by a person or by the hub itself, kept for good; the contract's
 * AlertDeed.
 *
 * @param at when it was done: on the device of whoever did it
 * @param by their name; empty where the hub did it
 * @param until of what was put aside, or made quiet by the hub
 * @param words why, or what they noted
 * @param to the name of whom it was given to
 * @param photo of what was seen, by its id
 */
record Deed(
    UUID id,
    What what,
    Instant at,
    Instant recordedAt,
    Optional<String> by,
    Optional<Instant> until,
    Optional<Remedy> remedy,
    Optional<String> words,
    Optional<String> to,
    Optional<String> photo) {
  /** What is done to alerts. */
  enum What {
    TAKEN,
    RELEASED,
    SHELVED,
    UNSHELVED,
    SETTLED,
    GIVEN,
    FALSE_ALARM,
    /** A remark: nothing of the alert changes. */
    NOTED,
    /** The hub keeps it quiet from the beginning. */
    QUIETED,
    /** What was quiet may ring again. */
    RANG_AGAIN,
    WORSE,
    BETTER,
    /** By itself, when nobody looked for a day. */
    CLOSED
  }

  /**
   * The change an alert undergoes by a deed that has no id of its own; the same one, the same id.
   */
  record Change(UUID alert, long version, What what) {
    private UUID id() {
      String text = alert + "/" + version + "/" + what;
      return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** When it was done, and when the hub heard of it. */
  record Times(Instant at, Instant recordedAt) {}

  /** By the hub itself. */
  static Deed byHub(Change change, Instant now, Optional<Instant> until) {
    return new Deed(
        change.id(),
        change.what(),
        now,
        now,
        Optional.empty(),
        until,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Taken on or released. */
  static Deed byTap(Change change, String by, Times times, Optional<String> note) {
    return new Deed(
        change.id(),
        change.what(),
        times.at(),
        times.recordedAt(),
        Optional.of(by),
        Optional.empty(),
        Optional.empty(),
        note,
        Optional.empty(),
        Optional.empty());
  }
}
