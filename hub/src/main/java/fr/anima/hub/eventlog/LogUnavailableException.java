package fr.anima.hub.eventlog;

/** The log could not say that a record is safe; it may be there or not: send it again. */
public final class LogUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what to do. */
  public LogUnavailableException(String message) {
    super(message);
  }

  /** With the reason the log gave. */
  public LogUnavailableException(String message, Throwable why) {
    super(message, why);
  }
}
