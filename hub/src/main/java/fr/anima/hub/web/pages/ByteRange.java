package fr.anima.hub.web.pages;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One range of a file (RFC 9110 14.1.2), from its first byte to its last. */
record ByteRange(long first, long last) {
  private static final Pattern ONE = Pattern.compile("bytes=([0-9]{0,15})-([0-9]{0,15})");

  /** What a header asks of a file; empty when it is to be ignored and the whole file sent. */
  static Optional<Asked> asked(String header, long length) {
    Matcher range = ONE.matcher(header.strip());
    if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
      return Optional.empty();
    }
    if (range.group(1).isEmpty()) {
      long many = Math.min(Long.parseLong(range.group(2)), length);
      return Optional.of(many == 0 ? Asked.BEYOND : Asked.of(length - many, length - 1));
    }
    long first = Long.parseLong(range.group(1));
    long last = range.group(2).isEmpty() ? length - 1 : Long.parseLong(range.group(2));
    if (last < first && !range.group(2).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        first >= length ? Asked.BEYOND : Asked.of(first, Math.min(last, length - 1)));
  }

  long length() {
    return last - first + 1;
  }

  /** A range of the file, or one that lies beyond its end. */
  record Asked(Optional<ByteRange> range) {
    static final Asked BEYOND = new Asked(Optional.empty());

    static Asked of(long first, long last) {
      return new Asked(Optional.of(new ByteRange(first, last)));
    }
  }
}
