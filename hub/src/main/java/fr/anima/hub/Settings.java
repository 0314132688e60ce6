package fr.anima.hub;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Reads settings and collects every mistake in them, so that all can be told at once. */
final class Settings {
  private static final String PREFIX = "ANIMA_";

  private final Map<String, String> environment;
  private final Set<String> known = new HashSet<>();
  private final List<String> mistakes = new ArrayList<>();

  Settings(Map<String, String> environment) {
    this.environment = environment;
  }

  /** A setting that may be left out, which an empty one is, too. */
  Optional<String> text(String name) {
    known.add(name);
    return Optional.ofNullable(environment.get(name))
        .map(String::strip)
        .filter(it -> !it.isEmpty());
  }

  /** A setting in a form of its own; a text that is not one is a mistake, and the default holds. */
  <T> T read(String name, T otherwise, String expected, Function<String, T> reading) {
    Optional<String> text = text(name);
    try {
      return text.map(reading).orElse(otherwise);
    } catch (RuntimeException notOne) {
      mistakes.add(name + ": \"" + text.orElse("") + "\" is not " + expected);
      return otherwise;
    }
  }

  int whole(String name, int otherwise, int least, int most) {
    return read(
        name,
        otherwise,
        "a whole number from " + least + " to " + most,
        text -> {
          int number = Integer.parseInt(text);
          if (number < least || number > most) {
            throw new IllegalArgumentException(text);
          }
          return number;
        });
  }

  /** A file that is there. */
  Optional<Path> file(String name) {
    return read(
        name,
        Optional.empty(),
        "a file that can be read",
        text -> {
          if (!Files.isReadable(Path.of(text))) {
            throw new IllegalArgumentException(text);
          }
          return Optional.of(Path.of(text));
        });
  }

  void mistake(String words) {
    mistakes.add(words);
  }

  /** Every mistake, and every name that looks like a setting and is none. */
  List<String> mistakes() {
    List<String> all = new ArrayList<>(mistakes);
    for (String name : new TreeSet<>(environment.keySet())) {
      if (name.startsWith(PREFIX) && !known.contains(name)) {
        all.add(name + ": there is no such setting; known are " + new TreeSet<>(known));
      }
    }
    return all;
  }

  /** A web address without a path, in lower case. */
  static String origin(String text) {
    URI uri = URI.create(text);
    boolean plain = uri.getPath().isEmpty() || uri.getPath().equals("/");
    if (!plain || uri.getHost() == null || !text.matches("https?://.*")) {
      throw new IllegalArgumentException(text);
    }
    return text.replaceFirst("/$", "").toLowerCase(Locale.ROOT);
  }

  /** The text itself, when it is of that form. */
  static String matching(String text, String pattern) {
    if (!text.matches(pattern)) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }
}
