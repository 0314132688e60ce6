package fr.anima.hub.health;

import fr.anima.hub.eventlog.Arrival;
import fr.anima.hub.eventlog.LogRecord;
import fr.anima.hub.eventlog.Topic;
import fr.anima.hub.eventlog.Topics;
import fr.anima.hub.history.Point;
import fr.anima.hub.history.Series;
import fr.anima.wire.Measurement;
import fr.anima.wire.Readings;
import fr.anima.wire.Stamp;
import java.util.List;
import java.util.Map;

/** The canary's readings as history keeps them: apart from everybody's, and never summed. */
public final class CanarySeries implements Series<Arrival> {
  /** Their measurement, and their only subject, whichever hub said it. */
  public static final String MEASUREMENT = "canary";

  @Override
  public Topic<Arrival> topic() {
    return Topics.READINGS;
  }

  @Override
  public boolean isOfCanary() {
    return true;
  }

  @Override
  public List<Point> points(LogRecord<Arrival> record) {
    if (!(record.value().message() instanceof Readings readings)) {
      return List.of();
    }
    Stamp stamp = readings.stamp();
    Measurement said = readings.values().get(0);
    return List.of(
        new Point(
            MEASUREMENT,
            MEASUREMENT,
            stamp.measuredAt(),
            record.arrivedAt(),
            new Point.Identity(stamp.station().value(), stamp.boot(), stamp.sequence()),
            false,
            Map.of(said.quantity().word(), said.value())));
  }
}
