package fr.anima.edge;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Debian's programs that break a card or a line for a test; most of that only root may. */
public final class Programs {
  private static final long SECONDS = 30;

  private Programs() {}

  /** Skips the test, aloud, for that reason, for want of root, or of one of the programs. */
  public static void assumeRoot(String reasonAgainst, String... programs) {
    String missing = reasonAgainst.isEmpty() ? missing(programs) : reasonAgainst;
    if (!missing.isEmpty()) {
      System.out.println("SKIPPED: " + missing);
    }
    assumeTrue(missing.isEmpty(), missing);
  }

  private static String missing(String... programs) {
    if (!"root".equals(System.getProperty("user.name"))) {
      return "a card or a line that fails needs root";
    }
    return Arrays.stream(programs)
        .filter(it -> !isInstalled(it))
        .findFirst()
        .map(it -> it + " is missing: run deploy/verify, which installs it")
        .orElse("");
  }

  private static boolean isInstalled(String program) {
    return List.of("/usr/sbin/", "/usr/bin/", "/sbin/").stream()
        .anyMatch(it -> Files.isExecutable(Path.of(it + program)));
  }

  /** Runs a program to its end; answers what it says, which is also the failure's text. */
  public static String run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
      if (!ended || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException(String.join(" ", command) + ": " + said);
      }
    } catch (InterruptedException why) {
      Thread.currentThread().interrupt();
      throw new IOException(why);
    }
    return said;
  }
}
