package fr.anima.edge.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * A table of the configuration. Reading never fails: a mistake is noted and a harmless value
 * returned, so that the next mistake is found too.
 */
final class TomlSection {
  private final TomlTable table;
  private final String name;
  private final int line;
  private final Mistakes mistakes;
  private final Set<String> known = new TreeSet<>();

  TomlSection(TomlTable table, String name, int line, Mistakes mistakes) {
    this.table = table;
    this.name = name;
    this.line = line;
    this.mistakes = mistakes;
  }

  /** A text that must be there. */
  String text(String key, String example) {
    return optionalText(key)
        .orElseGet(
            () -> {
              missing(key, "\"" + example + "\"");
              return "";
            });
  }

  Optional<String> optionalText(String key) {
    return value(key).flatMap(it -> as(String.class, key, it, "a text in quotes"));
  }

  /** A text that must be there and mean something; empty when it does not. */
  <T> Optional<T> parsed(String key, String example, Function<String, T> parser) {
    if (value(key).isEmpty()) {
      missing(key, "\"" + example + "\"");
    }
    return optionalParsed(key, parser);
  }

  /** A text that must mean something where it is there. */
  <T> Optional<T> optionalParsed(String key, Function<String, T> parser) {
    Optional<String> text = optionalText(key);
    try {
      return text.map(parser);
    } catch (RuntimeException why) {
      wrong(key, "= \"" + text.orElse("") + "\": " + why.getMessage());
      return Optional.empty();
    }
  }

  /** A number within bounds that must be there. */
  double number(String key, double lowest, double highest) {
    if (value(key).isEmpty()) {
      missing(key, plain(lowest) + " to " + plain(highest));
      return lowest;
    }
    return number(key, lowest, highest, lowest);
  }

  /** A number within bounds. */
  double number(String key, double lowest, double highest, double otherwise) {
    Optional<Double> number =
        value(key)
            .flatMap(it -> as(Number.class, key, it, "a number without quotes"))
            .map(Number::doubleValue);
    if (number.isPresent() && !(number.get() >= lowest && number.get() <= highest)) {
      wrong(key, "= " + plain(number.get()) + "; write " + plain(lowest) + " to " + plain(highest));
      return otherwise;
    }
    return number.orElse(otherwise);
  }

  /** A whole number within bounds that must be there. */
  long whole(String key, long lowest, long highest) {
    if (value(key).isEmpty()) {
      missing(key, "a whole number from " + lowest + " to " + highest);
    }
    return whole(key, lowest, highest, lowest);
  }

  /** A whole number within bounds. */
  long whole(String key, long lowest, long highest, long otherwise) {
    Optional<Object> value = value(key);
    if (value.isEmpty()) {
      return otherwise;
    }
    if (value.get() instanceof Long whole && whole >= lowest && whole <= highest) {
      return whole;
    }
    wrong(key, "= " + value.get() + "; write a whole number from " + lowest + " to " + highest);
    return otherwise;
  }

  /** One of a few words. */
  <T> T word(String key, Map<String, T> meanings, String otherwise) {
    String word = optionalText(key).orElse(otherwise);
    if (!meanings.containsKey(word)) {
      String all = String.join(", ", new TreeSet<>(meanings.keySet()));
      wrong(key, "= \"" + word + "\"; write one of: " + all);
    }
    return Optional.ofNullable(meanings.get(word))
        .orElseGet(() -> meanings.values().iterator().next());
  }

  /** One text, or several in brackets. */
  List<String> texts(String key) {
    return value(key).map(this::textsOf).orElse(List.of());
  }

  /** Keys of the file's own choosing, each with one text or number or several. */
  Map<String, Set<String>> choices(String key) {
    Map<String, Set<String>> choices = new TreeMap<>();
    section(key)
        .ifPresent(
            it -> {
              for (String each : it.keys()) {
                choices.put(each, Set.copyOf(it.texts(each)));
              }
            });
    return choices;
  }

  /** Several numbers in brackets. */
  List<Double> numbers(String key) {
    List<Double> numbers = new ArrayList<>();
    for (Object each : array(key)) {
      if (each instanceof Number number) {
        numbers.add(number.doubleValue());
      } else {
        wrong(key, "holds something that is not a number; write [1, 2.5, ...]");
        return List.of();
      }
    }
    return numbers;
  }

  /** Whatever stands in brackets; empty when it is missing. */
  List<Object> array(String key) {
    return value(key)
        .flatMap(it -> as(TomlArray.class, key, it, "a list in brackets"))
        .map(TomlArray::toList)
        .orElse(List.of());
  }

  /** A table within this one. */
  Optional<TomlSection> section(String key) {
    return value(key)
        .flatMap(it -> as(TomlTable.class, key, it, "a table, [" + key + "]"))
        .map(it -> new TomlSection(it, name + "." + key, lineOf(key), mistakes));
  }

  /** Whether a key holds a table rather than a value. */
  boolean isSection(String key) {
    return value(key).filter(TomlTable.class::isInstance).isPresent();
  }

  /** Whether a key holds a number. */
  boolean isNumber(String key) {
    return value(key).filter(Number.class::isInstance).isPresent();
  }

  /** Repeated tables, {@code [[key]]}. */
  List<TomlSection> sections(String key) {
    List<TomlSection> sections = new ArrayList<>();
    value(key)
        .flatMap(it -> as(TomlArray.class, key, it, "repeated tables, [[" + key + "]]"))
        .ifPresent(
            array -> {
              for (int i = 0; i < array.size(); i++) {
                if (array.get(i) instanceof TomlTable each) {
                  String place = key + " " + (i + 1);
                  sections.add(
                      new TomlSection(each, place, array.inputPositionOf(i).line(), mistakes));
                } else {
                  wrong(key, "holds something that is not a table; write [[" + key + "]]");
                }
              }
            });
    return sections;
  }

  /** All keys, for tables whose keys are the file's own choice. */
  List<String> keys() {
    List<String> keys = table.keySet().stream().sorted().toList();
    known.addAll(keys);
    return keys;
  }

  /** Notes a mistake in a key's value. */
  void wrong(String key, String text) {
    mistakes.add(lineOf(key), name + ": " + key + " " + text);
  }

  /** Notes that a key should be there. */
  void missing(String key, String example) {
    mistakes.add(line, name + ": " + key + " is missing; write " + key + " = " + example);
  }

  /** Notes every key that nobody asked for, which is most often a spelling mistake. */
  void close() {
    for (String each : table.keySet()) {
      if (!known.contains(each)) {
        wrong(each, "is not known here; known are " + String.join(", ", known));
      }
    }
  }

  private List<String> textsOf(Object value) {
    List<Object> all = value instanceof TomlArray array ? array.toList() : List.of(value);
    return all.stream().map(String::valueOf).toList();
  }

  private Optional<Object> value(String key) {
    known.add(key);
    return Optional.ofNullable(table.get(List.of(key)));
  }

  private <T> Optional<T> as(Class<T> type, String key, Object value, String wanted) {
    if (type.isInstance(value)) {
      return Optional.of(type.cast(value));
    }
    wrong(key, "is not " + wanted);
    return Optional.empty();
  }

  /** The line of a key; the first of this table where the key is not there. */
  int lineOf(String key) {
    TomlPosition position = table.inputPositionOf(List.of(key));
    return position == null ? line : position.line();
  }

  private static String plain(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? String.valueOf((long) number)
        : String.valueOf(number);
  }
}
