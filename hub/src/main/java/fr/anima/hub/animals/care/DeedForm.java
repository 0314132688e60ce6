package fr.anima.hub.animals.care;

import fr.anima.hub.animals.care.Deed.What;
import fr.anima.hub.animals.care.Life.Remedy;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What somebody does to an alert, as their device says it; the contract has checked its form.
 *
 * @param words why it is put aside or a false alarm; a note where it is settled or noted
 * @param to the keeper it is given to
 * @param photo where it is settled or noted: the id of one that was sent before
 */
record DeedForm(
    What what,
    Instant at,
    Optional<Instant> until,
    Optional<Remedy> remedy,
    Optional<String> words,
    Optional<UUID> to,
    Optional<String> photo) {
  DeedForm {
    words = words.map(String::strip).filter(it -> !it.isEmpty());
  }

  /** Devices whose clock is ahead did it when the hub heard of it. */
  Instant happenedAt(Instant now) {
    return at.isAfter(now) ? now : at;
  }

  Deed deed(UUID id, String by, Optional<String> toName, Instant now) {
    return new Deed(
        id,
        what,
        happenedAt(now),
        now,
        Optional.of(by),
        what == What.SHELVED ? until : Optional.empty(),
        what == What.SETTLED ? remedy : Optional.empty(),
        words,
        what == What.GIVEN ? toName : Optional.empty(),
        photo);
  }
}
