package fr.anima.edge.configuration;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is wrong in a configuration, gathered so that all of it can be told at once. */
final class Mistakes {
  private final String file;
  private final List<Mistake> found = new ArrayList<>();

  private record Mistake(int line, String text) {}

  Mistakes(String file) {
    this.file = file;
  }

  /** Notes a mistake; line 0 is the file as a whole. */
  void add(int line, String text) {
    found.add(new Mistake(line, text));
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /** Ends the reading when there was any mistake. */
  void throwIfAny() throws ConfigException {
    if (!found.isEmpty()) {
      throw new ConfigException(
          found.stream()
              .sorted(Comparator.comparingInt(Mistake::line))
              .map(it -> file + (it.line == 0 ? ": " : ":" + it.line + ": ") + it.text)
              .toList());
    }
  }
}
