package fr.anima.wire;

/**
 * A value that must not travel: says which flaw, and in words what is wrong and what was expected.
 */
public final class WireException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final Flaw flaw;

  /** The flaw and its explanation for the person who has to mend it. */
  public WireException(Flaw flaw, String detail) {
    super(detail);
    this.flaw = flaw;
  }

  /** Which kind of flaw. */
  public Flaw flaw() {
    return flaw;
  }
}
