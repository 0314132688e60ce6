package fr.anima.edge;

import fr.anima.edge.spool.SpoolLoss;
import fr.anima.wire.LostRange;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * When the hub is told which records were lost: with a heartbeat at once after each connection,
 * half a minute after news, and once an hour, because a heartbeat can be lost as well. Other
 * heartbeats leave it out: a bike's SIM card is paid by the megabyte.
 */
final class LossNews {
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long AGAIN_NANOS = TimeUnit.HOURS.toNanos(1);

  private List<SpoolLoss> told = List.of();
  private long toldConnection;
  private long toldNanos = System.nanoTime() - PAUSE_NANOS;

  /**
   * Whether a heartbeat is to be made for it now.
   *
   * @param lost the ranges as they are
   * @param connections how often the hub was connected to
   * @param nanos the monotonic clock
   */
  synchronized boolean isDue(List<SpoolLoss> lost, long connections, long nanos) {
    boolean isNew = !lost.equals(told) && nanos - toldNanos >= PAUSE_NANOS;
    return !lost.isEmpty() && (connections != toldConnection || isNew);
  }

  /** What a heartbeat of this moment tells; empty where the last ones told it. */
  synchronized List<LostRange> toTell(List<SpoolLoss> lost, long connections, long nanos) {
    if (lost.equals(told) && connections == toldConnection && nanos - toldNanos < AGAIN_NANOS) {
      return List.of();
    }
    told = lost;
    toldConnection = connections;
    toldNanos = nanos;
    return lost.stream().map(LossNews::range).toList();
  }

  private static LostRange range(SpoolLoss loss) {
    return new LostRange(
        loss.name(),
        loss.range().rank().word(),
        loss.records(),
        loss.range().from().map(LossNews::place),
        loss.range().to().map(LossNews::place));
  }

  private static LostRange.Place place(SpoolLoss.Place place) {
    return new LostRange.Place(place.boot(), place.sequence());
  }
}
