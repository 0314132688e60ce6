package fr.anima.wire;

import java.util.regex.Pattern;

/**
 * Who speaks: the name of a station, 1 to 64 of {@code a-z 0-9 -}, starting with a letter or digit.
 */
public record StationId(String value) implements Comparable<StationId> {
  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

  /**
   * Checks the form, which keeps a name safe in topics, paths and logs.
   *
   * @throws IllegalArgumentException when the name has another form
   */
  public StationId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "station id must be 1 to 64 of a-z, 0-9 and '-', starting with a letter or digit");
    }
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
