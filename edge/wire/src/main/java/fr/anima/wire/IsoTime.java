package fr.anima.wire;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * Times as messages say them: ISO 8601 in UTC, to the millisecond. The usual form is read and
 * written here by its places, at a fraction of what Java's own formats cost; whatever else they
 * know is left to them.
 */
final class IsoTime {
  private static final int SECONDS_A_DAY = 86_400;
  private static final byte[] FORM = "0000-00-00T00:00:00.000Z".getBytes(StandardCharsets.US_ASCII);
  private static final int TO_SECONDS = 20;
  private static final int TO_MILLIS = 24;

  private IsoTime() {}

  /**
   * The time that a text says, cut to the millisecond.
   *
   * @throws DateTimeException when it says none
   */
  static Instant read(String text) {
    boolean millis = text.length() == TO_MILLIS && text.charAt(19) == '.';
    boolean usual =
        (millis || text.length() == TO_SECONDS)
            && text.charAt(4) == '-'
            && text.charAt(7) == '-'
            && text.charAt(10) == 'T'
            && text.charAt(13) == ':'
            && text.charAt(16) == ':'
            && text.charAt(text.length() - 1) == 'Z';
    if (!usual) {
      return Instant.parse(text).truncatedTo(ChronoUnit.MILLIS);
    }
    int hour = number(text, 11, 2);
    int minute = number(text, 14, 2);
    int second = number(text, 17, 2);
    if (hour > 23 || minute > 59 || second > 59) {
      return Instant.parse(text).truncatedTo(ChronoUnit.MILLIS);
    }
    long day =
        LocalDate.of(number(text, 0, 4), number(text, 5, 2), number(text, 8, 2)).toEpochDay();
    long seconds = ((day * 24 + hour) * 60 + minute) * 60 + second;
    return Instant.ofEpochSecond(seconds, millis ? number(text, 20, 3) * 1_000_000L : 0);
  }

  /** What {@link Instant#toString} says of that time, cut to the millisecond. */
  static String write(Instant at) {
    long day = Math.floorDiv(at.getEpochSecond(), SECONDS_A_DAY);
    LocalDate date = LocalDate.ofEpochDay(day);
    if (date.getYear() < 0 || date.getYear() > 9999) {
      return at.truncatedTo(ChronoUnit.MILLIS).toString();
    }
    int second = (int) (at.getEpochSecond() - day * SECONDS_A_DAY);
    int millis = at.getNano() / 1_000_000;
    byte[] text = FORM.clone();
    put(text, 0, 4, date.getYear());
    put(text, 5, 2, date.getMonthValue());
    put(text, 8, 2, date.getDayOfMonth());
    put(text, 11, 2, second / 3_600);
    put(text, 14, 2, second / 60 % 60);
    put(text, 17, 2, second % 60);
    put(text, 20, 3, millis);
    if (millis == 0) {
      text[TO_SECONDS - 1] = 'Z';
    }
    int length = millis == 0 ? TO_SECONDS : TO_MILLIS;
    return new String(text, 0, length, StandardCharsets.ISO_8859_1);
  }

  private static int number(String text, int from, int count) {
    int number = 0;
    for (int i = from; i < from + count; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        throw new DateTimeException("no digit at " + i);
      }
      number = number * 10 + digit;
    }
    return number;
  }

  private static void put(byte[] text, int from, int count, int number) {
    int rest = number;
    for (int i = from + count - 1; i >= from; i--) {
      text[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
