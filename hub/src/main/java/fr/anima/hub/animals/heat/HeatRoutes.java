package fr.anima.hub.animals.heat;

import fr.anima.hub.animals.alerts.AlertSignal;
import fr.anima.hub.animals.alerts.AlertSignal.Beginning;
import fr.anima.hub.animals.heat.HeatIndex.Absent;
import fr.anima.hub.animals.heat.HeatIndex.Present;
import fr.anima.hub.animals.heat.HeatRule.Known;
import fr.anima.hub.animals.heat.HeatRule.Watch;
import fr.anima.hub.animals.heat.HeatStore.Place;
import fr.anima.hub.database.Database;
import fr.anima.hub.database.Outbox;
import fr.anima.hub.eventlog.Json;
import fr.anima.hub.history.Bucket;
import fr.anima.hub.history.SeriesStore;
import fr.anima.hub.history.SeriesStore.Latest;
import fr.anima.hub.history.SeriesStore.SeriesField;
import fr.anima.hub.people.Role;
import fr.anima.hub.web.Access;
import fr.anima.hub.web.Answer;
import fr.anima.hub.web.Operations;
import fr.anima.hub.web.Problem;
import fr.anima.hub.web.Request;
import fr.anima.hub.web.Routes;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The heat of enclosures: shown and set by keepers, and looked at once a minute. */
public final class HeatRoutes implements Routes {
  private final HeatStore store;
  private final HeatSeries series;
  private final ZoneId zone;
  private final InstantSource clock;

  /** Over an up-to-date schema and history, in the farm's zone. */
  public HeatRoutes(
      Database database, Outbox outbox, SeriesStore history, ZoneId zone, InstantSource clock) {
    this.store = new HeatStore(database, outbox);
    this.series = new HeatSeries(history);
    this.zone = zone;
    this.clock = clock;
  }

  @Override
  public void declare(Operations operations) {
    Access keepers = Role.only(Role.KEEPER, Role.ADMIN);
    operations.operation("getHeat", keepers, this::getHeat);
    operations.operation("watchHeat", keepers, this::watchHeat);
  }

  /** Keeps the index of this minute and tells what it means; to be called once a minute. */
  public Future<Void> look() {
    Instant now = clock.instant();
    Future<List<Place>> places = store.places();
    Future<Map<SeriesField, Latest>> latest = series.latest();
    Future<List<Beginning>> open = store.open();
    return Future.all(places, latest, open)
        .compose(all -> series.keep(places.result(), latest.result(), now))
        .compose(kept -> judge(places.result(), open.result(), now));
  }

  /** One enclosure after the other: a farm's worth of minutes is not in memory at once. */
  private Future<Void> judge(List<Place> places, List<Beginning> open, Instant now) {
    Future<Void> done = Future.succeededFuture();
    for (Place place : places) {
      List<Beginning> standing =
          open.stream().filter(it -> it.enclosure().equals(place.id())).toList();
      if (place.watch().isPresent() || !standing.isEmpty()) {
        done =
            done.compose(before -> series.minutes(place.id(), now))
                .compose(minutes -> store.tell(news(place, minutes, standing, now)));
      }
    }
    return done;
  }

  private List<AlertSignal> news(
      Place place, List<Bucket> minutes, List<Beginning> standing, Instant now) {
    return HeatAlarms.news(place.id(), place.watch(), minutes, standing, zone, now);
  }

  /** The contract's Heat. */
  private record Told(
      Instant hubTime,
      String formula,
      OptionalDouble value,
      Optional<Instant> measuredAt,
      Optional<Instant> receivedAt,
      Optional<Boolean> estimated,
      Optional<Absent> absent,
      Optional<Watch> watch,
      OptionalDouble hoursOfHeat) {}

  private Future<Answer> getHeat(Request request) {
    Instant now = clock.instant();
    return store
        .place(request.parameter("enclosure"))
        .compose(
            found ->
                found
                    .map(place -> told(place, now).map(it -> Answer.ok(Json.object(it))))
                    .orElseGet(HeatRoutes::nowhere));
  }

  private Future<Told> told(Place place, Instant now) {
    Future<Map<SeriesField, Latest>> latest = series.latest();
    Future<List<Bucket>> minutes = series.minutes(place.id(), now);
    return Future.all(latest, minutes)
        .map(
            both -> {
              Present present = HeatSeries.present(place, latest.result());
              Optional<HeatIndex> index = HeatIndex.of(present, now);
              return new Told(
                  now,
                  HeatIndex.FORMULA,
                  index.map(it -> OptionalDouble.of(it.value())).orElse(OptionalDouble.empty()),
                  index.map(HeatIndex::measuredAt),
                  index.map(HeatIndex::receivedAt),
                  index.map(HeatIndex::estimated),
                  HeatIndex.absent(present, now),
                  place.watch(),
                  place
                      .watch()
                      .map(
                          it ->
                              OptionalDouble.of(
                                  HeatLoad.hours(
                                      new Known(
                                          it, minutes.result(), Optional.empty(), zone, now))))
                      .orElse(OptionalDouble.empty()));
            });
  }

  private Future<Answer> watchHeat(Request request) {
    String enclosure = request.parameter("enclosure");
    Optional<Watch> watch =
        Optional.ofNullable(request.body().getJsonObject("watch")).map(HeatRoutes::watch);
    return store
        .place(enclosure)
        .compose(
            found ->
                found.isEmpty()
                    ? nowhere()
                    : store.watch(enclosure, watch).map(done -> Answer.nothing()));
  }

  private static Watch watch(JsonObject form) {
    return new Watch(form.getDouble("threshold"), form.getDouble("hours"));
  }

  private static Future<Answer> nowhere() {
    return Future.succeededFuture(Answer.problem(Problem.notFound("enclosure")));
  }
}
