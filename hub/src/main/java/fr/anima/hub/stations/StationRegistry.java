package fr.anima.hub.stations;

import fr.anima.hub.eventlog.Arrival;
import fr.anima.wire.SamplingPlan;
import fr.anima.wire.StationId;
import fr.anima.wire.StationKind;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The stations that may speak, in memory, so that admitting one costs no query. {@link #replace}
 * keeps it equal to the table; a station that is no longer there is reported to whoever holds its
 * connection.
 */
public final class StationRegistry {
  private final List<Consumer<StationId>> onRevoked = new CopyOnWriteArrayList<>();
  private final List<BiConsumer<StationId, SamplingPlan>> onPlanned = new CopyOnWriteArrayList<>();
  private final Map<StationId, Instant> heard = new ConcurrentHashMap<>();
  private final AtomicLong asked = new AtomicLong();
  private volatile Map<StationId, Entry> entries = Map.of();
  private long shown;

  private volatile Optional<Entry> canary = Optional.empty();
  private final LeftOut leftOut = new LeftOut();

  /**
   * What admission needs to know of a station, and how often it shall sample.
   *
   * @param speech how it speaks, when it is not one of ours
   */
  public record Entry(
      StationId id,
      StationKind kind,
      String place,
      String keyHash,
      Optional<SamplingPlan> plan,
      Optional<Speech> speech) {
    /** A station of ours. */
    public Entry(
        StationId id, StationKind kind, String place, String keyHash, Optional<SamplingPlan> plan) {
      this(id, kind, place, keyHash, plan, Optional.empty());
    }

    /** Whether it is the hub's own, which nobody registered and nobody is shown. */
    public boolean isCanary() {
      return Arrival.isOfCanary(place);
    }

    private boolean isStillThe(Entry other) {
      return kind == other.kind && place.equals(other.place) && keyHash.equals(other.keyHash);
    }
  }

  /** In whose words a station speaks, and what its devices belong to. */
  public record Speech(Dialect dialect, DeviceMap devices) {}

  /** Who this is, if the key is the station's own. */
  public Optional<Entry> authenticate(StationId id, StationKey key) {
    return Optional.ofNullable(entries.get(id))
        .or(() -> canary.filter(it -> it.id().equals(id)))
        .filter(entry -> key.fits(entry.keyHash()));
  }

  /** A station whose name is vouched for by whoever let it speak. */
  public Optional<Entry> station(StationId id) {
    return Optional.ofNullable(entries.get(id));
  }

  /** All that may speak at present, in no order. */
  public Collection<Entry> stations() {
    return entries.values();
  }

  /** How often a station shall sample; empty where nobody has said so. */
  public Optional<SamplingPlan> plan(StationId id) {
    return Optional.ofNullable(entries.get(id)).flatMap(Entry::plan);
  }

  /** How a station speaks at present; empty for ours, and for one that may not speak any more. */
  public Optional<Speech> speech(StationId id) {
    return Optional.ofNullable(entries.get(id)).flatMap(Entry::speech);
  }

  /** What stations of other makes say that nobody has a use for. */
  public LeftOut leftOut() {
    return leftOut;
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

  /** Calls back, on any thread, with each new plan of a station. */
  public void onPlanned(BiConsumer<StationId, SamplingPlan> listener) {
    onPlanned.add(listener);
  }

  /** The hub's own station, let in beside those of the table; it is in no list of them. */
  public void letIn(Entry own) {
    canary = Optional.of(own);
  }

  /** Whoever is about to read the table takes a turn, and gives it back with what was read. */
  long turn() {
    return asked.incrementAndGet();
  }

  /**
   * From now on exactly these stations may speak, unless the table was read later already: what a
   * slower reading found would turn out a station that was added meanwhile.
   */
  synchronized void replace(long turn, List<Entry> now) {
    if (turn > shown) {
      shown = turn;
      replaceAll(now);
    }
  }

  /** From now on exactly these stations may speak. */
  public void replace(List<Entry> now) {
    replace(turn(), now);
  }

  private void replaceAll(List<Entry> now) {
    Map<StationId, Entry> before = entries;
    Map<StationId, Entry> next = new HashMap<>();
    now.forEach(entry -> next.put(entry.id(), entry));
    entries = Map.copyOf(next);
    for (Entry old : before.values()) {
      Entry found = next.get(old.id());
      if (found == null || !found.isStillThe(old)) {
        onRevoked.forEach(listener -> listener.accept(old.id()));
      } else if (!found.plan().equals(old.plan())) {
        found.plan().ifPresent(plan -> onPlanned.forEach(it -> it.accept(old.id(), plan)));
      }
    }
  }
}
