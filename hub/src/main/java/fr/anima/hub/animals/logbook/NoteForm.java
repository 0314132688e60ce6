package fr.anima.hub.animals.logbook;

import fr.anima.hub.web.Problem;
import fr.anima.hub.web.Written;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A note as somebody wrote it; the contract has checked its form, not its sense. */
record NoteForm(
    Instant at, Optional<String> text, Optional<String> photo, Optional<UUID> corrects) {
  private static final Instant EARLIEST = Instant.parse("1980-01-01T00:00:00Z");

  /** The first mistake that shows without looking anything up. */
  Optional<Problem> mistake(UUID id) {
    if (at.isBefore(EARLIEST)) {
      return invalid("/at", "nothing was noted before " + EARLIEST + ": see the device's date");
    }
    if (text.filter(it -> !Written.isText(it)).isPresent()) {
      return invalid("/text", "write something, or leave it out");
    }
    if (corrects.filter(id::equals).isPresent()) {
      return invalid("/corrects", "a note does not correct itself");
    }
    return text.or(() -> photo).isPresent()
        ? Optional.empty()
        : invalid("/text", "write the note, or add a photo");
  }

  private static Optional<Problem> invalid(String pointer, String detail) {
    return Optional.of(Problem.of(400, "invalid-note", detail).at(pointer));
  }
}
