package fr.anima.hub.notices.sending;

import io.vertx.core.Future;

/** Carries letters on one way. */
public interface Carrier {
  /** Which way. */
  Way way();

  /** Tries once, within some seconds; a failed future is tried again later, like {@code LATER}. */
  Future<Outcome> carry(Letter letter);

  /**
   * What became of a try.
   *
   * @param detail who took it, or why not; for an administrator
   */
  record Outcome(Kind kind, String detail) {
    /** How it ended. */
    public enum Kind {
      /** The other side has it. */
      TAKEN,
      /** Not now; it may be taken later. */
      LATER,
      /** Never: another try would end alike. */
      REFUSED
    }

    /** The other side has it. */
    public static Outcome taken(String by) {
      return new Outcome(Kind.TAKEN, by);
    }

    /** Not now. */
    public static Outcome later(String why) {
      return new Outcome(Kind.LATER, why);
    }

    /** Never. */
    public static Outcome refused(String why) {
      return new Outcome(Kind.REFUSED, why);
    }
  }
}
