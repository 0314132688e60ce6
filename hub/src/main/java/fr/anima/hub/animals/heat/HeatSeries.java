package fr.anima.hub.animals.heat;

import fr.anima.hub.animals.heat.HeatIndex.Present;
import fr.anima.hub.animals.heat.HeatStore.Place;
import fr.anima.hub.history.Bucket;
import fr.anima.hub.history.Point;
import fr.anima.hub.history.SeriesStore;
import fr.anima.hub.history.SeriesStore.Latest;
import fr.anima.hub.history.SeriesStore.SeriesField;
import fr.anima.hub.history.Step;
import fr.anima.hub.history.TimeRange;
import fr.anima.wire.Quantity;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The index in history: what it is made of, one point a minute, and its last minutes. */
final class HeatSeries {
  private static final String CONDITIONS = "conditions";
  private static final String MEASUREMENT = "heat";

  /** No station is called that: the hub computed it. */
  private static final String HUB = "hub";

  private static final int MINUTE_SECONDS = 60;

  private final SeriesStore history;

  HeatSeries(SeriesStore history) {
    this.history = history;
  }

  /** The newest values of every enclosure. */
  Future<Map<SeriesField, Latest>> latest() {
    return history.latest(CONDITIONS);
  }

  /** What an enclosure says at present. */
  static Present present(Place place, Map<SeriesField, Latest> latest) {
    Map<Quantity, Latest> values = new EnumMap<>(Quantity.class);
    for (Quantity each : List.of(Quantity.TEMPERATURE, Quantity.HUMIDITY)) {
      Latest value = latest.get(new SeriesField(CONDITIONS, place.id(), each.word()));
      if (value != null) {
        values.put(each, value);
      }
    }
    return new Present(place.periods(), values, place.doubted());
  }

  /** Keeps the index of this minute of each enclosure that has one; again, it changes nothing. */
  Future<Void> keep(List<Place> places, Map<SeriesField, Latest> latest, Instant now) {
    Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
    long number = Math.floorDiv(minute.getEpochSecond(), MINUTE_SECONDS);
    List<Point> points = new ArrayList<>();
    for (Place place : places) {
      HeatIndex.of(present(place, latest), now)
          .ifPresent(
              it ->
                  points.add(
                      new Point(
                          MEASUREMENT,
                          place.id(),
                          minute,
                          now,
                          new Point.Identity(HUB, 0, number),
                          it.estimated(),
                          Map.of(HeatIndex.FORMULA, it.value()))));
    }
    return points.isEmpty() ? Future.succeededFuture() : history.write(points).mapEmpty();
  }

  /** The index by the minute, as far back as rules look. */
  Future<List<Bucket>> minutes(String enclosure, Instant now) {
    return history.buckets(
        new SeriesField(MEASUREMENT, enclosure, HeatIndex.FORMULA),
        new TimeRange(now.minus(HeatRule.LOOKS_BACK), now),
        Step.MINUTE);
  }
}
