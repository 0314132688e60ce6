package fr.anima.hub.animals;

import fr.anima.hub.animals.alerts.Enclosure;
import fr.anima.hub.animals.alerts.Limit;
import fr.anima.hub.animals.alerts.Limit.Side;
import fr.anima.hub.animals.limits.Preview;
import fr.anima.hub.eventlog.Json;
import fr.anima.hub.history.Bucket;
import fr.anima.hub.history.Sample;
import fr.anima.hub.history.SeriesStore;
import fr.anima.hub.history.SeriesStore.SeriesField;
import fr.anima.hub.history.Step;
import fr.anima.hub.history.TimeRange;
import fr.anima.hub.people.Role;
import fr.anima.hub.web.Answer;
import fr.anima.hub.web.Operations;
import fr.anima.hub.web.Request;
import fr.anima.hub.web.Routes;
import fr.anima.wire.Quantity;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What limits would have meant: before somebody saves them they are judged over the enclosure's
 * last fortnight. By every reading where those are few enough to be read while a person waits, else
 * by the extreme of each minute, which rings no later and clears no earlier than the readings in
 * it.
 */
public final class PreviewRoutes implements Routes {
  private static final Duration FORTNIGHT = Duration.ofDays(14);
  private static final long MOST_READINGS = 150_000;
  private static final double MINUTE_SECONDS = 60;

  private final SeriesStore history;
  private final InstantSource clock;
  private final ZoneId zone;

  /**
   * Over what was measured.
   *
   * @param zone the farm's
   */
  public PreviewRoutes(SeriesStore history, InstantSource clock, ZoneId zone) {
    this.history = history;
    this.clock = clock;
    this.zone = zone;
  }

  @Override
  public void declare(Operations operations) {
    operations.operation(
        "previewEnclosure", Role.only(Role.KEEPER, Role.ADMIN), this::previewEnclosure);
  }

  private Future<Answer> previewEnclosure(Request request) {
    return AnimalsRoutes.filledIn(
        request, form -> preview(form.of(request.parameter("enclosure"))));
  }

  private Future<Answer> preview(Enclosure enclosure) {
    Instant now = clock.instant();
    TimeRange range = new TimeRange(now.minus(FORTNIGHT), now);
    List<Quantity> limited = enclosure.limits().stream().map(Limit::quantity).distinct().toList();
    return isReadable(enclosure, limited, range)
        .compose(
            readable ->
                readable
                    ? byReadings(enclosure, limited, range).map(it -> answer(range, "raw", it))
                    : byMinutes(enclosure, limited, range).map(it -> answer(range, "1m", it)));
  }

  /** Whether every reading is still kept, and they are not too many. */
  private Future<Boolean> isReadable(Enclosure enclosure, List<Quantity> limited, TimeRange range) {
    if (history.rules().retention().samples().compareTo(FORTNIGHT) < 0) {
      return Future.succeededFuture(false);
    }
    Future<Long> most = Future.succeededFuture(0L);
    for (Quantity each : limited) {
      most =
          most.compose(
              so ->
                  history
                      .buckets(field(enclosure, each), range, Step.HOUR)
                      .map(all -> Math.max(so, all.stream().mapToLong(Bucket::count).sum())));
    }
    return most.map(it -> it <= MOST_READINGS);
  }

  private Future<List<Preview>> byReadings(
      Enclosure enclosure, List<Quantity> limited, TimeRange range) {
    List<Preview> previews = previews(enclosure, limited);
    return history
        .eachSample(
            ConditionsSeries.MEASUREMENT,
            enclosure.id(),
            range,
            page -> {
              page.forEach(sample -> take(previews, sample));
              return Future.succeededFuture();
            })
        .map(done -> previews);
  }

  private static void take(List<Preview> previews, Sample sample) {
    for (Preview each : previews) {
      Double value = sample.fields().get(each.quantity().word());
      if (value != null) {
        each.take(sample.measuredAt(), value);
      }
    }
  }

  private Future<List<Preview>> byMinutes(
      Enclosure enclosure, List<Quantity> limited, TimeRange range) {
    List<Preview> previews = previews(everyMinute(enclosure), limited);
    Future<Void> done = Future.succeededFuture();
    for (Quantity each : limited) {
      done =
          done.compose(
              before ->
                  history
                      .buckets(field(enclosure, each), range, Step.MINUTE)
                      .onSuccess(minutes -> take(previews, each, minutes))
                      .mapEmpty());
    }
    return done.map(all -> previews);
  }

  private static void take(List<Preview> previews, Quantity quantity, List<Bucket> minutes) {
    previews.stream()
        .filter(it -> it.quantity() == quantity)
        .forEach(
            it ->
                minutes.forEach(
                    minute ->
                        it.take(
                            minute.at(), it.side() == Side.ABOVE ? minute.max() : minute.min())));
  }

  /** Minutes come once a minute, however often it was measured in them. */
  private static Enclosure everyMinute(Enclosure it) {
    Map<String, Double> periods = new HashMap<>(it.expectedEverySeconds());
    periods.replaceAll((word, seconds) -> Math.max(MINUTE_SECONDS, seconds));
    return new Enclosure(it.id(), it.name(), it.species(), it.limits(), periods);
  }

  private List<Preview> previews(Enclosure enclosure, List<Quantity> limited) {
    List<Preview> previews = new ArrayList<>();
    for (Quantity quantity : limited) {
      for (Side side : Side.values()) {
        if (enclosure.isLimited(quantity, side)) {
          previews.add(new Preview(enclosure, quantity, side, zone));
        }
      }
    }
    return previews;
  }

  private static SeriesField field(Enclosure enclosure, Quantity quantity) {
    return new SeriesField(ConditionsSeries.MEASUREMENT, enclosure.id(), quantity.word());
  }

  private static Answer answer(TimeRange range, String step, List<Preview> previews) {
    return Answer.ok(
        new JsonObject()
            .put("from", range.from().toString())
            .put("until", range.until().toString())
            .put("step", step)
            .put("sides", Json.array(previews.stream().map(Preview::outlook).toList())));
  }
}
