package fr.anima.edge.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The latest ranges of records that were lost, for the hub. Kept in the file {@code lost}: a line
 * per range, oldest first, {@code NAME RANK RECORDS FROM TO}, with {@code BOOT/SEQUENCE} or {@code
 * -} for the two ends. A line that cannot be read is left out: the counts are the cursor's.
 *
 * <p>There are never more than {@value #MOST}: ranges of one kind that nearly touch become one, and
 * where that is not enough the two oldest of a kind. Not thread-safe: the spool's lock guards it.
 */
final class LostRanges {
  static final String NAME = "lost";

  /** What one heartbeat carries. */
  static final int MOST = 16;

  /** Ranks share their sequence numbers: so many between two losses are others' records. */
  private static final long NEAR = 256;

  private static final Pattern LINE =
      Pattern.compile("([a-z-]+) ([a-z]+) (\\d{1,18}) (\\S+) (\\S+)");
  private static final Pattern PLACE = Pattern.compile("(\\d{1,18})/(\\d{1,18})");

  private final Path file;
  private final List<SpoolLoss> ranges = new ArrayList<>();
  private boolean dirty;

  /** Those of earlier sessions, as far as the card gives them. */
  LostRanges(Path directory) {
    file = directory.resolve(NAME);
    try {
      Files.readAllLines(file).forEach(line -> read(line).ifPresent(this::add));
    } catch (IOException noneOrUnreadable) {
      // the hub has been told of them, or will not be
    }
    dirty = false;
  }

  private static Optional<SpoolLoss> read(String line) {
    Matcher words = LINE.matcher(line);
    if (!words.matches()) {
      return Optional.empty();
    }
    for (SpoolRecord.Rank rank : SpoolRecord.Rank.values()) {
      if (rank.word().equals(words.group(2))) {
        SpoolLoss.Range range =
            new SpoolLoss.Range(rank, place(words.group(4)), place(words.group(5)));
        return Optional.of(
            new SpoolLoss(words.group(1), Long.parseLong(words.group(3)), range, ""));
      }
    }
    return Optional.empty();
  }

  private static Optional<SpoolLoss.Place> place(String word) {
    Matcher numbers = PLACE.matcher(word);
    return numbers.matches()
        ? Optional.of(
            new SpoolLoss.Place(Long.parseLong(numbers.group(1)), Long.parseLong(numbers.group(2))))
        : Optional.empty();
  }

  /** One more, newest last. */
  void add(SpoolLoss loss) {
    dirty = true;
    for (int at = ranges.size() - 1; at >= 0; at--) {
      SpoolLoss before = ranges.get(at);
      if (isSameKind(before, loss)) {
        if (touches(before.range(), loss.range())) {
          ranges.set(at, joined(before, loss));
          return;
        }
        break;
      }
    }
    ranges.add(new SpoolLoss(loss.name(), loss.records(), loss.range(), ""));
    if (ranges.size() > MOST) {
      joinOldest();
    }
  }

  private static boolean isSameKind(SpoolLoss one, SpoolLoss other) {
    return one.name().equals(other.name()) && one.range().rank() == other.range().rank();
  }

  /** Whether next to nothing of that kind can have arrived between them. */
  private static boolean touches(SpoolLoss.Range before, SpoolLoss.Range after) {
    Optional<SpoolLoss.Place> end = before.to();
    Optional<SpoolLoss.Place> begin = after.from();
    return end.isPresent()
        && begin.isPresent()
        && end.get().boot() == begin.get().boot()
        && Math.abs(begin.get().sequence() - end.get().sequence()) <= NEAR;
  }

  private static SpoolLoss joined(SpoolLoss before, SpoolLoss after) {
    SpoolLoss.Range range =
        new SpoolLoss.Range(before.range().rank(), before.range().from(), after.range().to());
    return new SpoolLoss(before.name(), before.records() + after.records(), range, "");
  }

  /** There are fewer kinds than places: some kind has two. */
  private void joinOldest() {
    for (int first = 0; first < ranges.size(); first++) {
      for (int next = first + 1; next < ranges.size(); next++) {
        if (isSameKind(ranges.get(first), ranges.get(next))) {
          ranges.set(first, joined(ranges.get(first), ranges.get(next)));
          ranges.remove(next);
          return;
        }
      }
    }
  }

  /** Oldest first. */
  List<SpoolLoss> all() {
    return List.copyOf(ranges);
  }

  /** Writes and forces what is new; after a cut there are the old ones or these. */
  void save() throws IOException {
    if (!dirty) {
      return;
    }
    StringBuilder lines = new StringBuilder();
    ranges.forEach(each -> lines.append(line(each)));
    Path draft = file.resolveSibling(NAME + ".new");
    Files.writeString(
        draft,
        lines,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE,
        StandardOpenOption.DSYNC);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    dirty = false;
  }

  private static String line(SpoolLoss loss) {
    SpoolLoss.Range range = loss.range();
    return String.format(
        Locale.ROOT,
        "%s %s %d %s %s\n",
        loss.name(),
        range.rank().word(),
        loss.records(),
        range.from().map(SpoolLoss.Place::toString).orElse("-"),
        range.to().map(SpoolLoss.Place::toString).orElse("-"));
  }
}
