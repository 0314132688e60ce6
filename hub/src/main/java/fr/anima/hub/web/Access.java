package fr.anima.hub.web;

import java.util.Optional;

/** Who may call an operation. Every operation has one, or the hub does not start. */
public interface Access {
  /** Whether this caller, or nobody in particular, may. */
  boolean admits(Optional<Caller> caller);

  /** Who may, in words, for the start-up check and its error. */
  String words();

  /** Everyone, signed in or not. */
  static Access everyone() {
    return new Access() {
      @Override
      public boolean admits(Optional<Caller> caller) {
        return true;
      }

      @Override
      public String words() {
        return "everyone";
      }
    };
  }
}
