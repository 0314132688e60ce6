package fr.anima.hub.animals.species;

import fr.anima.hub.animals.species.Bound.Side;
import fr.anima.wire.Quantity;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The farm decided on another bound for an enclosure, and its vet signed for it.
 *
 * @param by who entered it
 * @param at when, by the keeper's device
 * @param recordedAt when the hub took it
 * @param vet who signed
 */
record BoundOverride(
    UUID id,
    String enclosure,
    Quantity quantity,
    Side side,
    double value,
    String why,
    String by,
    Instant at,
    Instant recordedAt,
    String vet,
    LocalDate signedOn,
    Optional<Withdrawal> withdrawal) {
  /** It was taken back; the override itself stays on record. */
  record Withdrawal(String by, Instant at) {}

  /** What an override is about: there is one in force for each at most. */
  record Subject(Quantity quantity, Side side) {}

  Subject subject() {
    return new Subject(quantity, side);
  }

  /** Whether sending it again said the same. */
  boolean says(OverrideForm form) {
    return quantity == form.quantity()
        && side == form.side()
        && value == form.value()
        && why.equals(form.why())
        && vet.equals(form.vet())
        && signedOn.equals(form.signedOn());
  }

  /**
   * What counts: the newest of each subject, unless it was taken back. An older one does not come
   * back by that; nobody signed for it under today's conditions.
   *
   * @param history oldest first
   */
  static Map<Subject, BoundOverride> inForce(List<BoundOverride> history) {
    Map<Subject, BoundOverride> newest = new LinkedHashMap<>();
    history.forEach(it -> newest.put(it.subject(), it));
    newest.values().removeIf(it -> it.withdrawal().isPresent());
    return newest;
  }
}
