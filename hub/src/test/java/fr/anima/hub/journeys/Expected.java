package fr.anima.hub.journeys;

import fr.anima.hub.animals.AlertOracle;
import fr.anima.hub.bikes.MotionOracle;
import fr.anima.hub.eventlog.Arrival;
import fr.anima.hub.eventlog.LogRecord;
import fr.anima.hub.journeys.Stored.Sum;
import fr.anima.wire.FootfallCount;
import fr.anima.wire.Message;
import fr.anima.wire.Position;
import fr.anima.wire.Readings;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a {@link Fleet}'s raw messages add up to, added up by hand. */
final class Expected {
  private static final List<Integer> STEP_SECONDS = List.of(60, 900, 3_600);

  private final Map<String, Sum> sums = new TreeMap<>();
  private final Map<String, AlertOracle> alerts = new HashMap<>();
  private final MotionOracle motions = new MotionOracle();

  /** The next record of a raw topic; each message once. */
  void take(LogRecord<Arrival> record) {
    Message message = record.value().message();
    String place = record.value().place();
    if (message instanceof FootfallCount passed) {
      count(place, passed);
    } else if (message instanceof Readings readings) {
      keep(place, message);
      latest(place, message, readings.values().get(0).quantity().word());
      rollUp(place, readings);
      alerts
          .computeIfAbsent(place, it -> AlertOracle.of(it, FleetStation.ENCLOSURE, new Ear(it)))
          .take(readings);
    } else if (message instanceof Position) {
      keep(place, message);
      latest(place, message, "latitude");
      latest(place, message, "longitude");
      newest(place + " last fix", message);
      motions.take(record);
    }
  }

  Map<String, Sum> sums() {
    Map<String, Sum> all = new TreeMap<>(sums);
    motions.tell(
        (bike, word, since, judgedAt) ->
            all.put(
                bike + " motion " + word, new Sum(since.toEpochMilli(), judgedAt.toEpochMilli())));
    return all;
  }

  private void count(String counter, FootfallCount passed) {
    String hour = " " + start(passed.from(), 3_600);
    long millis = Duration.between(passed.from(), passed.measuredAt()).toMillis();
    add(counter + " in-out" + hour, passed.in(), passed.out());
    sums.merge(
        counter + " counted" + hour,
        new Sum(millis, passed.measuredAt().toEpochMilli()),
        (a, b) -> new Sum(a.first() + b.first(), Math.max(a.second(), b.second())));
  }

  private void keep(String place, Message message) {
    add(place + " raw", 1, message.stamp().sequence());
  }

  private void rollUp(String place, Readings readings) {
    long value = (long) readings.values().get(0).value();
    for (int step : STEP_SECONDS) {
      add(place + " " + step + " " + start(readings.measuredAt(), step), 1, value);
    }
  }

  private void latest(String place, Message message, String field) {
    newest(place + " latest " + field, message);
  }

  private void newest(String name, Message message) {
    Sum now = new Sum(message.measuredAt().toEpochMilli(), message.stamp().sequence());
    sums.merge(name, now, (a, b) -> b.first() >= a.first() ? b : a);
  }

  private void add(String name, long first, long second) {
    sums.merge(name, new Sum(first, second), Sum::plus);
  }

  private static long start(Instant at, int seconds) {
    return at.getEpochSecond() / seconds * seconds;
  }

  private final class Ear implements AlertOracle.Ear {
    private final String enclosure;
    private String latest = "";

    Ear(String enclosure) {
      this.enclosure = enclosure;
    }

    @Override
    public void raised(String quantity, Instant since, Instant at) {
      latest = enclosure + " alert " + quantity + " " + since.toEpochMilli();
      sums.put(latest, new Sum(at.toEpochMilli(), 0));
    }

    @Override
    public void cleared(String quantity, Instant at) {
      sums.computeIfPresent(latest, (name, it) -> new Sum(it.first(), at.toEpochMilli()));
    }
  }
}
