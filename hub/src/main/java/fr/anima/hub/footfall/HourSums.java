package fr.anima.hub.footfall;

import fr.anima.hub.eventlog.Aggregate;
import fr.anima.hub.eventlog.Arrival;
import fr.anima.hub.eventlog.LogRecord;
import fr.anima.hub.eventlog.Topic;
import fr.anima.hub.eventlog.Topics;
import fr.anima.wire.FootfallCount;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** The hours of {@link FootfallTopology}, added up again. */
final class HourSums implements Aggregate<HourTotal> {
  @Override
  public Topic<Arrival> from() {
    return Topics.FOOTFALL;
  }

  @Override
  public Topic<HourTotal> to() {
    return HourTotal.TOPIC;
  }

  @Override
  public Function<LogRecord<Arrival>, Stream<HourTotal>> anew() {
    Map<String, HourTotal> hours = new HashMap<>();
    return record -> {
      if (!(record.value().message() instanceof FootfallCount count)) {
        return Stream.empty();
      }
      HourTotal first = HourTotal.of(record.value().place(), count, record.arrivedAt());
      return Stream.of(
          hours.merge(first.key(), first, (sum, ignored) -> sum.plus(count, record.arrivedAt())));
    };
  }

  @Override
  public String key(HourTotal hour) {
    return hour.key();
  }

  @Override
  public Instant since(HourTotal hour) {
    return hour.start();
  }

  /** Without arrival: of two stations that end an interval together, either may come first. */
  @Override
  public String told(HourTotal hour) {
    return "%d in, %d out, %d ms counted, until %s"
        .formatted(hour.in(), hour.out(), hour.measuredMillis(), hour.lastMeasuredAt());
  }
}
