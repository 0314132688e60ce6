package fr.anima.hub.journeys;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The recorded real data, where it is; tests that need it say aloud that they are skipped. */
final class RecordedData {
  private RecordedData() {}

  static Path require() {
    Path folder = Path.of(System.getProperty("anima.data", "../../shared/data"));
    if (!Files.isDirectory(folder)) {
      System.out.println("SKIPPED: no recorded data at " + folder + "; give -Danima.data=DIR");
    }
    Assumptions.assumeTrue(Files.isDirectory(folder), "no recorded data at " + folder);
    return folder.toAbsolutePath().normalize();
  }
}
