package fr.anima.hub.bikes;

import fr.anima.hub.eventlog.Arrival;
import fr.anima.hub.eventlog.LogRecord;
import fr.anima.hub.eventlog.Topic;
import fr.anima.hub.eventlog.Topics;
import fr.anima.hub.history.Point;
import fr.anima.hub.history.Series;
import fr.anima.wire.ClockQuality;
import fr.anima.wire.Position;
import fr.anima.wire.Stamp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Fixes as history keeps them: one point a fix, late or not. */
public final class PositionSeries implements Series<Arrival> {
  /** What history calls them, and keeps for less time than what is about nobody. */
  public static final String MEASUREMENT = "position";

  @Override
  public Topic<Arrival> topic() {
    return Topics.POSITIONS;
  }

  @Override
  public List<Point> points(LogRecord<Arrival> record) {
    if (!(record.value().message() instanceof Position position)) {
      return List.of();
    }
    Stamp stamp = position.stamp();
    return List.of(
        new Point(
            MEASUREMENT,
            record.value().place(),
            stamp.measuredAt(),
            record.arrivedAt(),
            new Point.Identity(stamp.station().value(), stamp.boot(), stamp.sequence()),
            stamp.clock() == ClockQuality.ESTIMATED,
            fields(position)));
  }

  private static Map<String, Double> fields(Position position) {
    Map<String, Double> fields = new HashMap<>();
    fields.put(Fix.LATITUDE, position.latitudeDegrees());
    fields.put(Fix.LONGITUDE, position.longitudeDegrees());
    position.altitudeMetres().ifPresent(it -> fields.put(Fix.ALTITUDE, it));
    position.speedMetresPerSecond().ifPresent(it -> fields.put(Fix.SPEED, it));
    position.courseDegrees().ifPresent(it -> fields.put(Fix.COURSE, it));
    position.hdop().ifPresent(it -> fields.put(Fix.HDOP, it));
    position.satellites().ifPresent(it -> fields.put("satellites", (double) it));
    return fields;
  }
}
