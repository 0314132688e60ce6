package fr.anima.edge.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Walks the records of a segment; over damage it goes on at the next magic marker that holds. */
final class SegmentReader {
  private static final int WINDOW = 2 * SegmentFormat.MOST_RECORD;

  private final FileChannel file;
  private final long end;
  private long position;
  private long soundEnd;
  private long windowAt;
  private ByteBuffer window = ByteBuffer.allocate(0);

  SegmentReader(FileChannel file, long position, long end) {
    this.file = file;
    this.position = position;
    this.soundEnd = position;
    this.end = end;
  }

  /** The sound records of a part of a file, as far as the card gives them. */
  static List<SpoolRecord> readable(Path file, long from, long to) {
    List<SpoolRecord> records = new ArrayList<>();
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      SegmentReader reader = new SegmentReader(in, from, to);
      for (Optional<SpoolRecord> it = reader.next(); it.isPresent(); it = reader.next()) {
        records.add(it.get());
      }
    } catch (IOException unreadable) {
      // the rest stays where it is: a later look may find it
    }
    return records;
  }

  /** The next sound record; empty at the end of the segment. */
  Optional<SpoolRecord> next() throws IOException {
    while (end - position >= SegmentFormat.HEADER) {
      load();
      Optional<SpoolRecord> found = SegmentFormat.read(window, (int) (position - windowAt));
      if (found.isPresent()) {
        position += SegmentFormat.sizeOf(found.get());
        soundEnd = position;
        return found;
      }
      position = nextMagic();
    }
    position = end;
    return Optional.empty();
  }

  /** Where the next call goes on. */
  long position() {
    return position;
  }

  /** The end of the last sound record. */
  long soundEnd() {
    return soundEnd;
  }

  private void load() throws IOException {
    long need = Math.min(SegmentFormat.MOST_RECORD, end - position);
    if (position >= windowAt && position + need <= windowAt + window.limit()) {
      return;
    }
    int size = (int) Math.min(WINDOW, end - position);
    window = window.capacity() < size ? ByteBuffer.allocate(size) : window.clear().limit(size);
    windowAt = position;
    while (window.hasRemaining()) {
      if (file.read(window, windowAt + window.position()) < 0) {
        throw new IOException("segment became shorter while it was read");
      }
    }
    window.flip();
  }

  private long nextMagic() {
    int last = window.limit() - Integer.BYTES;
    for (int at = (int) (position - windowAt) + 1; at <= last; at++) {
      if (window.getInt(at) == SegmentFormat.MAGIC) {
        return windowAt + at;
      }
    }
    return windowAt + Math.max(last + 1, (int) (position - windowAt) + 1);
  }
}
