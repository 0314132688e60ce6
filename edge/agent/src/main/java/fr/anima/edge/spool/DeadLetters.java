package fr.anima.edge.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Where records go that the hub put off again and again while it took others: kept for a person to
 * look at, never sent again by themselves. The same records as in a segment, with the ordinals of
 * their lanes. A full file takes the place of the one before, so that there are never more than
 * two.
 */
final class DeadLetters {
  static final String NAME = "dead-letters";
  static final String OLDER_NAME = "dead-letters-older";

  private final Path directory;
  private final Path file;
  private final Path older;

  DeadLetters(Path directory) {
    this.directory = directory;
    file = directory.resolve(NAME);
    older = directory.resolve(OLDER_NAME);
  }

  /** On disk afterwards. */
  void add(SpoolRecord record) throws IOException {
    if (Files.exists(file)
        && Files.size(file) + SegmentFormat.sizeOf(record) > SpoolLimits.LARGEST_SEGMENT) {
      Files.move(file, older, StandardCopyOption.REPLACE_EXISTING);
    }
    boolean isNew = !Files.exists(file);
    try (FileChannel out =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      ByteBuffer bytes = SegmentFormat.write(record);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(false);
    }
    if (isNew) {
      SpoolFiles.forceDirectory(directory);
    }
  }
}
