package fr.anima.hub.animals;

import fr.anima.hub.eventlog.Arrival;
import fr.anima.hub.eventlog.LogRecord;
import fr.anima.hub.eventlog.Topic;
import fr.anima.hub.eventlog.Topics;
import fr.anima.hub.history.Point;
import fr.anima.hub.history.Series;
import fr.anima.wire.ClockQuality;
import fr.anima.wire.Measurement;
import fr.anima.wire.Readings;
import fr.anima.wire.Stamp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Readings as history keeps them: one point a message, one field a quantity. */
public final class ConditionsSeries implements Series<Arrival> {
  /** Every quantity is a field of it, every enclosure a subject. */
  public static final String MEASUREMENT = "conditions";

  @Override
  public Topic<Arrival> topic() {
    return Topics.READINGS;
  }

  @Override
  public List<Point> points(LogRecord<Arrival> record) {
    if (!(record.value().message() instanceof Readings readings)) {
      return List.of();
    }
    Stamp stamp = readings.stamp();
    Map<String, Double> fields = new HashMap<>();
    for (Measurement each : readings.values()) {
      fields.put(each.quantity().word(), each.value());
    }
    return List.of(
        new Point(
            MEASUREMENT,
            record.value().place(),
            stamp.measuredAt(),
            record.arrivedAt(),
            new Point.Identity(stamp.station().value(), stamp.boot(), stamp.sequence()),
            stamp.clock() == ClockQuality.ESTIMATED,
            fields));
  }
}
