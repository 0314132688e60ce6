package fr.anima.hub.animals.logbook;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Something that was done or seen in an enclosure; for good. The contract's EnclosureNote.
 *
 * @param id made by the keeper's device: the same id again is the same note
 * @param at when it happened, by the keeper's device, and never after the hub heard of it
 * @param recordedAt when the hub took it
 * @param photo of what was seen, by its id
 * @param corrects the note that was wrong and no longer counts
 */
record EnclosureNote(
    UUID id,
    String enclosure,
    Instant at,
    Instant recordedAt,
    String by,
    Optional<String> text,
    Optional<String> photo,
    Optional<UUID> corrects) {

  /** Whether it is what that form says again; the hour apart, which a device may have mended. */
  boolean says(String where, NoteForm form) {
    return enclosure.equals(where)
        && text.equals(form.text())
        && photo.equals(form.photo())
        && corrects.equals(form.corrects());
  }
}
