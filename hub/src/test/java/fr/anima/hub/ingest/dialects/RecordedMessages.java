package fr.anima.hub.ingest.dialects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * Recorded messages and their known answers; tests that need them say aloud when they are not
 * there.
 */
record RecordedMessages(Path folder) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static RecordedMessages require() {
    Path folder = Path.of(System.getProperty("anima.data", "../../shared/data"), "messages");
    if (!Files.isDirectory(folder)) {
      System.out.println("SKIPPED: no recorded data at " + folder + "; give -Danima.data=DIR");
    }
    Assumptions.assumeTrue(Files.isDirectory(folder), "no recorded data at " + folder);
    return new RecordedMessages(folder);
  }

  JsonNode json(String file) {
    try {
      return JSON.readTree(bytes(file));
    } catch (IOException why) {
      throw new UncheckedIOException(why);
    }
  }

  byte[] bytes(String file) {
    try {
      return Files.readAllBytes(folder.resolve(file));
    } catch (IOException why) {
      throw new UncheckedIOException(why);
    }
  }
}
