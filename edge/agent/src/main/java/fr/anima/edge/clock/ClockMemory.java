package fr.anima.edge.clock;

import fr.anima.wire.Stamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a station knows of time across restarts: the last good time, and for each boot of the
 * machine the scale its times were estimated on and, once known, the true one. A file of lines in
 * words. Not safe for several threads; the clock guards it.
 */
final class ClockMemory {
  private static final Logger log = LoggerFactory.getLogger(ClockMemory.class);

  /** A spool is full long before. */
  private static final int MOST = 100;

  private static final String UNKNOWN = "-";

  private final Path file;
  private final List<Booted> boots = new ArrayList<>();
  private Instant good = Instant.EPOCH;

  /**
   * A boot of the machine, in which the agent may have started several times.
   *
   * @param first boot of the agent's first start in it, as in stamps; one that was drawn has a line
   *     of its own
   * @param kernel the kernel's name of it
   * @param zero what the station's own scale showed when the monotonic clock was zero
   * @param trueZero what the time was then, once known
   * @param guessed whether the agent started in it without knowing the time
   */
  record Booted(
      long first, String kernel, Instant zero, Optional<Instant> trueZero, boolean guessed) {
    private static Booted of(String[] words) {
      return new Booted(
          Long.parseLong(words[1]),
          words[2],
          Instant.parse(words[3]),
          words[4].equals(UNKNOWN) ? Optional.empty() : Optional.of(Instant.parse(words[4])),
          words[5].equals("guessed"));
    }

    /** Whether the agent's boot could not be counted: it says nothing of those after it. */
    private boolean isDrawn() {
      return Stamp.isDrawn(first);
    }

    private Booted knowing(Optional<Instant> known) {
      return new Booted(first, kernel, zero, known, guessed);
    }

    private String line() {
      String known = trueZero.map(Instant::toString).orElse(UNKNOWN);
      return String.join(
          " ", "boot", "" + first, kernel, "" + zero, known, guessed ? "guessed" : "known");
    }
  }

  /** Reads that file, where there is one. */
  ClockMemory(Path file) {
    this.file = file;
    try {
      if (Files.exists(file)) {
        Files.readAllLines(file).forEach(this::read);
      }
    } catch (IOException | DateTimeException | IllegalArgumentException why) {
      boots.clear();
      log.warn(
          "what was known of the time is unreadable, readings of earlier boots stay estimated"
              + " file={} reason={}",
          file,
          why.toString());
    }
  }

  private void read(String line) {
    String[] words = line.split(" ", -1);
    if (words.length == 2 && words[0].equals("good")) {
      good = Instant.parse(words[1]);
    } else if (words.length == 6 && words[0].equals("boot")) {
      boots.add(Booted.of(words));
    } else {
      throw new IllegalArgumentException("a line of " + words.length + " words: " + words[0]);
    }
  }

  /** The last time that was known; 1970 for none. */
  Instant good() {
    return good;
  }

  void good(Instant time) {
    good = time;
  }

  /** That boot of the machine. */
  Optional<Booted> of(String kernel) {
    return last(it -> it.kernel().equals(kernel));
  }

  /** The boot of the machine in which the agent had that boot; a drawn one is known by itself. */
  Optional<Booted> of(long boot) {
    return last(
        it -> it.first() == boot || (it.first() <= boot && !it.isDrawn() && !Stamp.isDrawn(boot)));
  }

  private Optional<Booted> last(Predicate<Booted> wanted) {
    return boots.stream().filter(wanted).reduce((earlier, later) -> later);
  }

  /** Boots later than this one are of a journal that was erased. */
  void add(Booted now) {
    boots.removeIf(it -> it.first() >= now.first() && !it.isDrawn());
    boots.add(now);
    if (boots.size() > MOST) {
      boots.remove(0);
    }
  }

  /** The time is known in that boot of the machine. */
  void know(String kernel, Optional<Instant> trueZero) {
    boots.replaceAll(it -> it.kernel().equals(kernel) ? it.knowing(trueZero) : it);
  }

  /** The file as it should be now. */
  String text() {
    StringBuilder text = new StringBuilder("good " + good + "\n");
    boots.forEach(it -> text.append(it.line()).append('\n'));
    return text.toString();
  }

  /** Keeps that text: after a power cut there is the old one or this one, never half of one. */
  void write(String text) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(
        draft,
        text,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE,
        StandardOpenOption.DSYNC);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
