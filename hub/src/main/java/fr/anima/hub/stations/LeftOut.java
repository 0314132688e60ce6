package fr.anima.hub.stations;

import fr.anima.wire.StationId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What stations of other makes said that nobody has a use for, by name, since the hub started: how
 * an operator finds the names to map. At most {@value #MOST} names a station; the rest is counted
 * together.
 */
public final class LeftOut {
  static final int MOST = 200;
  private static final int LONGEST = 128;
  private static final Name OTHERS = new Name("…", "…");

  private final Map<StationId, Map<Name, LongAdder>> counts = new ConcurrentHashMap<>();

  /**
   * A device and a field of it.
   *
   * @param field empty for all of the device, which nobody has placed
   */
  public record Name(String device, String field) {}

  /** How often a name was left out. */
  record Count(Name name, long times) {}

  /** Counts one. */
  public void count(StationId station, String device, String field) {
    Map<Name, LongAdder> names = counts.computeIfAbsent(station, it -> new ConcurrentHashMap<>());
    Name name = new Name(cut(device), cut(field));
    Name counted = names.containsKey(name) || names.size() < MOST ? name : OTHERS;
    names.computeIfAbsent(counted, it -> new LongAdder()).increment();
  }

  /** What that station said for nothing, the most frequent first. */
  List<Count> of(StationId station) {
    return counts.getOrDefault(station, Map.of()).entrySet().stream()
        .map(it -> new Count(it.getKey(), it.getValue().sum()))
        .sorted((one, other) -> Long.compare(other.times(), one.times()))
        .toList();
  }

  /** Short, and without what no screen can show and no JSON can carry. */
  private static String cut(String text) {
    String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    return cut.replaceAll("[\\p{Cntrl}\\p{Cs}\\p{Cn}]", "?");
  }
}
