package fr.anima.edge.sensors.recorded;

import fr.anima.edge.sensors.Sample;
import fr.anima.edge.sensors.Sensor;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** A recording as a sensor: tells at each question what has come due since the last one. */
public final class Playback implements Sensor {
  /** So that one answer stays small in memory; the rest is asked for at once. */
  private static final int MOST_AT_ONCE = 200;

  /** Less is not a clock that was set, but the time between two looks. */
  private static final Duration ALMOST = Duration.ofSeconds(1);

  private final Recording recording;
  private final Pace pace;
  private final LongSupplier nanos;
  private Optional<Start> start = Optional.empty();
  private Optional<Sample> next = Optional.empty();
  private boolean hasMore;
  private boolean isFinished;

  private record Start(Instant now, long nanos, Instant first) {
    /** Where the start lies on the clock as it goes now, even if it was set meanwhile. */
    Start seenFrom(Instant later, long laterNanos) {
      Instant began = later.minusNanos(laterNanos - nanos);
      return Duration.between(now, began).abs().compareTo(ALMOST) < 0
          ? this
          : new Start(began, nanos, first);
    }
  }

  /** Plays the recording once, starting with the first question. */
  public Playback(Recording recording, Pace pace) {
    this(recording, pace, System::nanoTime);
  }

  Playback(Recording recording, Pace pace, LongSupplier nanos) {
    this.nanos = nanos;
    this.recording = recording;
    this.pace = pace;
  }

  @Override
  public List<Sample> sample(Instant now) throws IOException {
    long asked = nanos.getAsLong();
    if (start.isEmpty()) {
      next = recording.next();
      start = next.map(first -> new Start(now, asked, first.at()));
    }
    start = start.map(it -> it.seenFrom(now, asked));
    List<Sample> due = new ArrayList<>();
    while (due.size() < MOST_AT_ONCE && next.isPresent() && isDue(next.get(), now)) {
      due.add(told(next.get()));
      next = recording.next();
    }
    isFinished = next.isEmpty();
    hasMore = due.size() == MOST_AT_ONCE && !isFinished;
    return due;
  }

  private boolean isDue(Sample sample, Instant now) {
    return start.map(it -> !pace.due(it.now, it.first, sample.at()).isAfter(now)).orElse(false);
  }

  private Sample told(Sample sample) {
    return pace.shifted()
        ? start.map(it -> sample.moved(time -> pace.due(it.now, it.first, time))).orElse(sample)
        : sample;
  }

  @Override
  public boolean hasMore() {
    return hasMore;
  }

  @Override
  public boolean canWait() {
    return true;
  }

  @Override
  public boolean isFinished() {
    return isFinished;
  }

  @Override
  public String complaint() {
    return recording.complaint();
  }

  @Override
  public void close() throws IOException {
    recording.close();
  }
}
