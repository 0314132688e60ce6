package fr.anima.edge;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Recorded real data beside the repository; a test that needs it says aloud when it is absent. */
public final class RecordedData {
  private RecordedData() {}

  /** The file or folder, or the end of the test. */
  public static Path at(String path) {
    Path found =
        Path.of(System.getProperty("anima.data", "../../../shared/data")).resolve(path).normalize();
    if (!Files.exists(found)) {
      System.out.println("SKIPPED: no recorded data at " + found + "; set -Danima.data=DIR");
    }
    Assumptions.assumeTrue(Files.exists(found), "recorded data at " + found);
    return found;
  }
}
