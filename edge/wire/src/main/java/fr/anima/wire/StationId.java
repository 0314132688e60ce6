package fr.anima.wire;

/**
 * Who speaks: the name of a station, 1 to 64 of {@code a-z 0-9 -}, starting with a letter or digit.
 */
public record StationId(String value) implements Comparable<StationId> {
  private static final int LONGEST = 64;

  /**
   * Checks the form, which keeps a name safe in topics, paths and logs.
   *
   * @throws IllegalArgumentException when the name has another form
   */
  public StationId {
    if (!isWellFormed(value)) {
      throw new IllegalArgumentException(
          "station id must be 1 to 64 of a-z, 0-9 and '-', starting with a letter or digit");
    }
  }

  /** Without a regular expression: every message that is read or written passes here. */
  private static boolean isWellFormed(String value) {
    if (value.isEmpty() || value.length() > LONGEST || value.charAt(0) == '-') {
      return false;
    }
    for (int i = 0; i < value.length(); i++) {
      char each = value.charAt(i);
      if (!((each >= 'a' && each <= 'z') || (each >= '0' && each <= '9') || each == '-')) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int compareTo(StationId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
