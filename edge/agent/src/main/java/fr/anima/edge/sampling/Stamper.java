package fr.anima.edge.sampling;

import fr.anima.edge.clock.Moment;
import fr.anima.edge.clock.StationClock;
import fr.anima.edge.sensors.Sample;
import fr.anima.wire.ClockQuality;
import fr.anima.wire.FootfallCount;
import fr.anima.wire.Measurement;
import fr.anima.wire.Message;
import fr.anima.wire.Position;
import fr.anima.wire.Quantity;
import fr.anima.wire.Readings;
import fr.anima.wire.Stamp;
import fr.anima.wire.StationId;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Makes messages of samples: judges, numbers, stamps, and gives them to the journal. Safe for
 * several threads; what comes first has the smaller number.
 */
public final class Stamper {
  private final StationId station;
  private final SequenceNumbers numbers;
  private final StationClock clock;
  private final Journal journal;

  /** Stamps for that station. */
  public Stamper(StationId station, SequenceNumbers numbers, StationClock clock, Journal journal) {
    this.station = station;
    this.numbers = numbers;
    this.clock = clock;
    this.journal = journal;
  }

  /** What the sensors' thread needs to know of the time. */
  StationClock clock() {
    return clock;
  }

  /** Whether what can wait should wait. */
  boolean isCrowded() {
    return journal.isCrowded();
  }

  /**
   * Takes what is possible of a sample.
   *
   * @param asked how sure the station was of the time it gave the sensor with its question: what is
   *     stamped by an estimated time is estimated, also when the time became known meanwhile
   * @return what was not possible, in words; empty when all was
   * @throws IOException when the journal does not take it
   */
  synchronized List<String> take(Sample sample, ClockQuality asked) throws IOException {
    List<String> refusals = new ArrayList<>();
    ClockQuality quality = sample.timeOf() == Sample.TimeOf.SENSOR ? ClockQuality.SYNCED : asked;
    Stamp stamp = stamp(sample.at(), quality);
    try {
      if (sample instanceof Sample.Values values) {
        List<Measurement> measured = measured(values, refusals);
        if (!measured.isEmpty()) {
          append(new Readings(stamp, measured));
        }
      } else if (sample instanceof Sample.Fix fix) {
        append(position(stamp, fix));
      } else if (sample instanceof Sample.Count count) {
        append(count(stamp, count));
      }
    } catch (IllegalArgumentException why) {
      refusals.add(String.valueOf(why.getMessage()));
    }
    return refusals;
  }

  /** Appends a message that knows its own content, stamped now. */
  synchronized void take(Function<Stamp, Message> message) throws IOException {
    Moment now = clock.now();
    append(message.apply(stamp(now.at(), now.quality())));
  }

  private Stamp stamp(Instant at, ClockQuality quality) {
    return new Stamp(station, numbers.boot(), numbers.next(), at, quality);
  }

  private void append(Message message) throws IOException {
    // The number is gone even when the journal fails: the gap tells the hub that one is missing.
    numbers.use();
    journal.append(message);
  }

  private static List<Measurement> measured(Sample.Values values, List<String> refusals) {
    List<Measurement> measured = new ArrayList<>();
    values
        .byQuantity()
        .forEach(
            (word, value) -> {
              try {
                measured.add(new Measurement(Quantity.ofWord(word), value));
              } catch (IllegalArgumentException why) {
                refusals.add(String.valueOf(why.getMessage()));
              }
            });
    return measured;
  }

  private static Position position(Stamp stamp, Sample.Fix fix) {
    return new Position(
        stamp,
        fix.latitudeDegrees(),
        fix.longitudeDegrees(),
        fix.altitudeMetres(),
        fix.speedMetresPerSecond(),
        fix.courseDegrees(),
        fix.hdop(),
        fix.satellites());
  }

  private static FootfallCount count(Stamp stamp, Sample.Count count) {
    return new FootfallCount(stamp, count.from(), people(count.in()), people(count.out()));
  }

  /** Held within int; beyond is impossible anyway and refused by the message. */
  private static int people(long count) {
    return (int) Math.max(-1, Math.min(count, Integer.MAX_VALUE));
  }
}
