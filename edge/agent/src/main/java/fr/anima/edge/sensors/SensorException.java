package fr.anima.edge.sensors;

/** A device or file that cannot be used as it is; the message says which, and what to do. */
public final class SensorException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What, which, and what to do. */
  public SensorException(String message) {
    super(message);
  }
}
