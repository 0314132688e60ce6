package fr.anima.hub.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The programs that the library unpacks once, a directory for each version. It takes a directory
 * that is there for a whole one, which after a power cut it need not be: those without our mark are
 * unpacked again.
 */
record UnpackedPrograms(Path home) {
  private static final String MARK = ".on-disk";

  /** To be called before the library looks. */
  void forgetHalves() throws IOException {
    for (Path each : versions()) {
      if (!Files.exists(mark(each))) {
        PrivateFiles.delete(each);
      }
    }
  }

  /** To be called when they have been seen to run. Takes a moment the first time. */
  void keep() throws IOException {
    for (Path each : versions()) {
      if (!Files.exists(mark(each))) {
        PrivateFiles.syncAll(each);
        PrivateFiles.write(mark(each), "");
      }
    }
  }

  private List<Path> versions() throws IOException {
    if (!Files.exists(home)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(home)) {
      return all.filter(it -> Files.isDirectory(it, LinkOption.NOFOLLOW_LINKS)).toList();
    }
  }

  private static Path mark(Path version) {
    return version.resolveSibling(version.getFileName() + MARK);
  }
}
