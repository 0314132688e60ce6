package fr.anima.hub.ingest;

import fr.anima.hub.ingest.dialects.Said;
import fr.anima.wire.StationId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which sensors of foreign stations fail at present. Such a station never says how it is as a
 * whole; this remembers what its single messages said, and when it is time to tell: at each change
 * and, as our own stations do, once a minute while it speaks. What was told and not stored is
 * thereby told again.
 */
final class FaultBook {
  private static final Duration EVERY = Duration.ofMinutes(1);
  private static final int MOST_SENSORS = 64;
  private static final int LONGEST = 128;

  private final Map<StationId, Page> pages = new HashMap<>();

  private record Page(Map<String, String> failing, Instant toldAt) {}

  /** Notes what a station said; gives all that fails when it is time to tell. */
  synchronized Optional<Map<String, String>> note(StationId station, Said said, Instant now) {
    Optional<Page> page = Optional.ofNullable(pages.get(station));
    Map<String, String> failing = page.map(Page::failing).orElse(Map.of());
    Map<String, String> next = next(failing, said);
    boolean told = page.filter(it -> now.isBefore(it.toldAt().plus(EVERY))).isPresent();
    if (told && next.equals(failing)) {
      return Optional.empty();
    }
    pages.put(station, new Page(next, now));
    return Optional.of(next);
  }

  private static Map<String, String> next(Map<String, String> failing, Said said) {
    Map<String, String> next = new TreeMap<>(failing);
    said.healthy().forEach(name -> next.remove(cut(name)));
    for (Said.Fault fault : said.faults()) {
      if (next.size() < MOST_SENSORS || next.containsKey(cut(fault.name()))) {
        next.put(cut(fault.name()), cut(fault.why()));
      }
    }
    return next;
  }

  /** Short, and without what no screen can show and no JSON can carry. */
  private static String cut(String text) {
    String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    return cut.replaceAll("[\\p{Cntrl}\\p{Cs}\\p{Cn}]", "?");
  }
}
