package fr.anima.hub.eventlog;

import fr.anima.wire.Stamp;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Which sequence numbers of a station's boot were seen, exactly: sorted, disjoint ranges, in any
 * order of arrival.
 *
 * <p>One value covers a stretch of {@value #STRETCH} numbers, so that a station whose numbers have
 * gaps (they are shared among four topics) never makes a large value. Keep one per {@link
 * #key(Stamp)}.
 */
public final class SeenSequences {
  /** Nothing seen yet. */
  public static final SeenSequences NONE = new SeenSequences(List.of());

  /** How many numbers one value covers. */
  public static final int STRETCH = 1024;

  private final List<Range> ranges;

  private SeenSequences(List<Range> ranges) {
    this.ranges = ranges;
  }

  /** Names the value that covers a stamp: station, boot and stretch. */
  public static String key(Stamp stamp) {
    return stamp.station() + "/" + stamp.boot() + "/" + stamp.sequence() / STRETCH;
  }

  /** Whether that number was seen. */
  public boolean contains(long sequence) {
    int at = lastStartingAtOrBefore(sequence);
    return at >= 0 && ranges.get(at).last() >= sequence;
  }

  /** This and that number. */
  public SeenSequences with(long sequence) {
    if (contains(sequence)) {
      return this;
    }
    int before = lastStartingAtOrBefore(sequence);
    boolean joinsBefore = before >= 0 && ranges.get(before).last() == sequence - 1;
    int after = before + 1;
    boolean joinsAfter = after < ranges.size() && ranges.get(after).first() == sequence + 1;
    Range joined =
        new Range(
            joinsBefore ? ranges.get(before).first() : sequence,
            joinsAfter ? ranges.get(after).last() : sequence);
    List<Range> more = new ArrayList<>(ranges.size() + 1);
    more.addAll(ranges.subList(0, joinsBefore ? before : after));
    more.add(joined);
    more.addAll(ranges.subList(joinsAfter ? after + 1 : after, ranges.size()));
    return new SeenSequences(more);
  }

  /** How many ranges there are. */
  public int ranges() {
    return ranges.size();
  }

  /** As bytes for a state store: distances between the ends, seven bits a byte. */
  public byte[] encode() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(ranges.size() * 2 + 4);
    long previous = 0;
    for (Range range : ranges) {
      write(bytes, range.first() - previous);
      write(bytes, range.last() - range.first());
      previous = range.last();
    }
    return bytes.toByteArray();
  }

  /** From {@link #encode()}. */
  public static SeenSequences decode(byte[] encoded) {
    ByteBuffer bytes = ByteBuffer.wrap(encoded);
    List<Range> ranges = new ArrayList<>();
    long previous = 0;
    while (bytes.hasRemaining()) {
      long first = previous + read(bytes);
      previous = first + read(bytes);
      ranges.add(new Range(first, previous));
    }
    return new SeenSequences(ranges);
  }

  private int lastStartingAtOrBefore(long sequence) {
    int low = 0;
    int high = ranges.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (ranges.get(middle).first() <= sequence) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return high;
  }

  private static void write(ByteArrayOutputStream bytes, long value) {
    long rest = value;
    while (rest >= 0x80) {
      bytes.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    bytes.write((int) rest);
  }

  private static long read(ByteBuffer bytes) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = bytes.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SeenSequences seen && seen.ranges.equals(ranges);
  }

  @Override
  public int hashCode() {
    return ranges.hashCode();
  }

  @Override
  public String toString() {
    return ranges.toString();
  }

  private record Range(long first, long last) {
    @Override
    public String toString() {
      return first + ".." + last;
    }
  }
}
