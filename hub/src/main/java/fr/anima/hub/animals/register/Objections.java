package fr.anima.hub.animals.register;

import fr.anima.hub.web.Problem;
import java.util.Optional;

/** What the database itself objects to, in words that say what to do. */
final class Objections {
  private Objections() {}

  /** Empty where it is no constraint whose breach people can mend. */
  static Optional<Problem> to(String constraint) {
    return switch (constraint) {
      case "animal_living_tag" -> Optional.of(tagTaken());
      case "animal_event_pkey" -> Optional.of(reused());
      case "animal_event_photo_fkey" -> Optional.of(photoMissing());
      default -> Optional.empty();
    };
  }

  static Problem reused() {
    return Problem.of(
        409, "id-reused", "this id belongs to another event: make a new one; events never change");
  }

  private static Problem tagTaken() {
    return Problem.of(
            409,
            "tag-taken",
            "another living animal has this tag: read the tag again, or note the other's death")
        .at("/entry/tag");
  }

  private static Problem photoMissing() {
    return Problem.of(409, "photo-missing", "the hub has no such photo: send the photo first")
        .at("/photo");
  }
}
