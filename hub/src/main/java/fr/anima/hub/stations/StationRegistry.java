package fr.anima.hub.stations;

import fr.anima.wire.StationId;
import fr.anima.wire.StationKind;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The stations that may speak, in memory, so that admitting one costs no query. {@link #replace}
 * keeps it equal to the table; a station that is no longer there is reported to whoever holds its
 * connection.
 */
public final class StationRegistry {
  private final List<Consumer<StationId>> onRevoked = new CopyOnWriteArrayList<>();
  private final Map<StationId, Instant> heard = new ConcurrentHashMap<>();
  private volatile Map<StationId, Entry> entries = Map.of();

  /** What admission needs to know of a station. */
  public record Entry(StationId id, StationKind kind, String place, String keyHash) {}

  /** Who this is, if the key is the station's own. */
  public Optional<Entry> authenticate(StationId id, StationKey key) {
    return Optional.ofNullable(entries.get(id)).filter(entry -> key.fits(entry.keyHash()));
  }

  /** Notes a sign of life. */
  public void heard(StationId id, Instant at) {
    heard.put(id, at);
  }

  /** The signs of life since the last call. */
  Map<StationId, Instant> takeHeard() {
    Map<StationId, Instant> taken = new HashMap<>();
    heard
        .keySet()
        .forEach(id -> Optional.ofNullable(heard.remove(id)).ifPresent(at -> taken.put(id, at)));
    return taken;
  }

  /** Calls back, on any thread, with each station whose credential stops being valid. */
  public void onRevoked(Consumer<StationId> listener) {
    onRevoked.add(listener);
  }

  /** From now on exactly these stations may speak. */
  public void replace(List<Entry> now) {
    Map<StationId, Entry> before = entries;
    Map<StationId, Entry> next = new HashMap<>();
    now.forEach(entry -> next.put(entry.id(), entry));
    entries = Map.copyOf(next);
    for (Entry old : before.values()) {
      if (!old.equals(next.get(old.id()))) {
        onRevoked.forEach(listener -> listener.accept(old.id()));
      }
    }
  }
}
