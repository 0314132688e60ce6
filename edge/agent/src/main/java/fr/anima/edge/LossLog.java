package fr.anima.edge;

import fr.anima.edge.spool.SpoolLoss;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Writes which records were lost into the log: the first of a kind at once, then at most a line a
 * minute, because a full card loses one with each reading. The totals are in the heartbeat.
 */
final class LossLog implements Consumer<SpoolLoss> {
  private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** The uplink tells these itself. */
  private static final Set<String> TOLD = Set.of(SpoolLoss.REFUSED, SpoolLoss.DEAD_LETTER);

  private final LongSupplier nanos;
  private final Consumer<String> lines;
  private final Map<String, Kind> kinds = new TreeMap<>();

  /** Losses of one name that are not in the log yet. */
  private record Kind(long records, String first, String last, long toldNanos) {
    Kind and(SpoolLoss loss) {
      String begin = records == 0 ? loss.detail() : first;
      return new Kind(records + loss.records(), begin, loss.detail(), toldNanos);
    }

    String which() {
      return first.equals(last) ? first : first + " ... " + last;
    }
  }

  /**
   * An empty one.
   *
   * @param nanos the monotonic clock
   * @param lines the log
   */
  LossLog(LongSupplier nanos, Consumer<String> lines) {
    this.nanos = nanos;
    this.lines = lines;
  }

  @Override
  public synchronized void accept(SpoolLoss loss) {
    if (TOLD.contains(loss.name())) {
      return;
    }
    long longAgo = nanos.getAsLong() - PAUSE_NANOS;
    kinds.merge(
        loss.name(), new Kind(0, "", "", longAgo).and(loss), (before, first) -> before.and(loss));
    tell();
  }

  /** Writes down what was held back long enough. */
  synchronized void tell() {
    long now = nanos.getAsLong();
    kinds.replaceAll((name, kind) -> tell(name, kind, now));
  }

  private Kind tell(String name, Kind kind, long now) {
    if (kind.records() == 0 || now - kind.toldNanos() < PAUSE_NANOS) {
      return kind;
    }
    lines.accept(
        "lost for ever name=" + name + " records=" + kind.records() + " which=" + kind.which());
    return new Kind(0, "", "", now);
  }
}
