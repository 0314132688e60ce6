package fr.anima.edge.spool;

import fr.anima.edge.spool.card.BadPages;
import fr.anima.edge.spool.card.RoomAhead;
import fr.anima.edge.spool.card.Settled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A spool's files as they lie, for a person to look at: reads only, takes no lock, and works on the
 * directory of a running agent as on a copy.
 */
public final class SpoolFiles {
  private static final Pattern NAME = Pattern.compile("([a-z]+)-(\\d{16})\\.(seg|ack)");
  private static final long APPEND_MILLIS = 100;

  /**
   * A file of records.
   *
   * @param file its name
   * @param rank of its records; for dead letters the name of the file
   * @param firstOrdinal in its name; 0 for dead letters, which come from anywhere
   * @param records sound ones
   * @param settled of which the hub has, or which are counted as lost
   * @param bytes of the file
   * @param damage where it is not as it was written, in the order of the file
   */
  public record Segment(
      String file,
      String rank,
      long firstOrdinal,
      long records,
      long settled,
      long bytes,
      List<Damage> damage) {}

  /** One place that is not as it was written. */
  public record Damage(long offset, String what) {}

  /** One sound record and where it lies. */
  public record Place(String file, long offset, boolean settled, SpoolRecord record) {}

  private SpoolFiles() {}

  /** A segment's name without its ending: its rank, and its first ordinal in sixteen digits. */
  static String name(SpoolRecord.Rank rank, long first) {
    String digits = Long.toString(first);
    // Not by String.format: it brings the numbers of every language, some forty classes.
    return rank.word() + "-" + "0".repeat(Math.max(0, 16 - digits.length())) + digits;
  }

  /**
   * Looks through every file, oldest of each rank first.
   *
   * @param each told of every sound record
   * @throws IOException when the directory cannot be read
   */
  public static List<Segment> look(Path directory, Consumer<Place> each) throws IOException {
    List<Segment> segments = new ArrayList<>();
    for (Path file : of(directory)) {
      Matcher name = NAME.matcher(file.getFileName().toString());
      if (name.matches() && name.group(3).equals("seg")) {
        look(new Walk(file, name.group(1), Long.parseLong(name.group(2))), each, segments);
      } else if (file.getFileName().toString().startsWith(DeadLetters.NAME)) {
        look(new Walk(file, DeadLetters.NAME, 0), each, segments);
      }
    }
    return segments;
  }

  /** The files of a directory by name, which is oldest of each rank first. */
  static List<Path> of(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    } catch (UncheckedIOException why) {
      throw why.getCause();
    }
  }

  /** The segments of a rank by their first ordinals; lists of what is settled without one go. */
  static NavigableMap<Long, Path> segments(Path directory, SpoolRecord.Rank rank)
      throws IOException {
    NavigableMap<Long, Path> found = new TreeMap<>();
    for (Path file : of(directory)) {
      Matcher name = NAME.matcher(file.getFileName().toString());
      if (!name.matches() || !name.group(1).equals(rank.word())) {
        continue;
      }
      if (name.group(3).equals("seg")) {
        found.put(Long.parseLong(name.group(2)), file);
      } else if (!Files.exists(Settled.segmentOf(file))) {
        deleteLeftOver(file);
      }
    }
    return found;
  }

  /** One that does no harm where the card does not let go of it: the next start tries again. */
  private static void deleteLeftOver(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException stays) {
      // as said
    }
  }

  /** A file is only there after a power cut when its directory was forced, too. */
  static void forceDirectory(Path directory) throws IOException {
    try (FileChannel folder = FileChannel.open(directory, StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  /** What looks wrong is looked at twice: it may have been written to meanwhile. */
  private static void look(Walk walk, Consumer<Place> each, List<Segment> into) {
    for (int left = 1; ; left--) {
      List<Place> places = new ArrayList<>();
      try {
        Segment segment = walk.through(places::add);
        if (!walk.mayBeGrowing || left == 0) {
          places.forEach(each);
          into.add(segment);
          return;
        }
      } catch (NoSuchFileException sentMeanwhile) {
        return;
      } catch (IOException why) {
        if (left == 0) {
          into.add(walk.unreadable(why));
          return;
        }
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(APPEND_MILLIS);
    } catch (InterruptedException why) {
      Thread.currentThread().interrupt();
    }
  }

  /** One look through one file. */
  private static final class Walk {
    private final Path file;
    private final String rank;
    private final long first;
    private final List<Damage> damage = new ArrayList<>();
    private boolean mayBeGrowing;
    private long lastIndex;

    Walk(Path file, String rank, long first) {
      this.file = file;
      this.rank = rank;
      this.first = first;
    }

    Segment through(Consumer<Place> each) throws IOException {
      damage.clear();
      BadPages bad = new BadPages();
      lastIndex = -1;
      String name = file.getFileName().toString();
      Path beside = isLane() ? Settled.beside(file) : file.resolveSibling("no such file");
      Settled settled = new Settled(beside, first, SpoolSegment.MOST_RECORDS);
      long records = 0;
      long settledRecords = 0;
      long size;
      try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
        size = in.size();
        SegmentFormat.Reader reader = new SegmentFormat.Reader(in, bad, 0, size);
        long expected = 0;
        for (Optional<SpoolRecord> it = reader.next(); it.isPresent(); it = reader.next()) {
          SpoolRecord record = it.get();
          long offset = reader.position() - SegmentFormat.sizeOf(record);
          judge(record, expected, offset);
          expected = reader.position();
          boolean has = isLane() && isOurs(record) && settled.contains(index(record));
          records++;
          settledRecords += has ? 1 : 0;
          each.accept(new Place(name, offset, has, record));
        }
        long written = RoomAhead.without(in, reader.soundEnd());
        if (!bad.isEmpty()) {
          damage.add(new Damage(size, bad.count() + " pages cannot be read"));
        }
        judgeEnd(settled, reader.soundEnd(), Math.min(size, written));
      }
      return new Segment(name, rank, first, records, settledRecords, size, List.copyOf(damage));
    }

    Segment unreadable(IOException why) {
      Damage all = new Damage(0, "cannot be read: " + why);
      return new Segment(file.getFileName().toString(), rank, first, 0, 0, 0, List.of(all));
    }

    private boolean isLane() {
      return !rank.equals(DeadLetters.NAME);
    }

    private void judge(SpoolRecord record, long expected, long offset) {
      if (offset > expected) {
        damage.add(new Damage(expected, offset - expected + " bytes are no record"));
      }
      if (!isLane()) {
        return;
      }
      if (!isOurs(record)) {
        damage.add(new Damage(offset, "a record of another file: " + record));
      } else if (index(record) <= lastIndex) {
        damage.add(new Damage(offset, "a record for the second time: " + record));
      } else {
        missing(offset, index(record) - lastIndex - 1);
        lastIndex = index(record);
      }
    }

    /** A card may give a sound record of quite another file; nothing is known of it here. */
    private boolean isOurs(SpoolRecord record) {
      long index = record.ordinal() - first;
      return record.rank().word().equals(rank) && index >= 0 && index <= SpoolSegment.MOST_RECORDS;
    }

    private int index(SpoolRecord record) {
      return (int) (record.ordinal() - first);
    }

    private void judgeEnd(Settled settled, long soundEnd, long size) {
      if (soundEnd < size) {
        damage.add(new Damage(soundEnd, size - soundEnd + " bytes at the end are no record"));
      }
      mayBeGrowing = isLane() && soundEnd < size && settled.finishedRecords() < 0;
      missing(soundEnd, settled.finishedRecords() - 1 - lastIndex);
      if (settled.isDamaged()) {
        damage.add(new Damage(size, "its list of what the hub has is damaged: some is sent twice"));
      }
    }

    private void missing(long offset, long records) {
      if (records > 0) {
        damage.add(new Damage(offset, records + " records missing before"));
      }
    }
  }
}
