package fr.anima.hub.animals;

import fr.anima.hub.eventlog.Json;
import fr.anima.hub.history.Bucket;
import fr.anima.hub.history.Sample;
import fr.anima.hub.history.SeriesStore;
import fr.anima.hub.history.SeriesStore.SeriesField;
import fr.anima.hub.history.Step;
import fr.anima.hub.history.TimeRange;
import fr.anima.hub.people.Role;
import fr.anima.hub.people.Viewer;
import fr.anima.hub.web.Access;
import fr.anima.hub.web.Answer;
import fr.anima.hub.web.Operations;
import fr.anima.hub.web.Problem;
import fr.anima.hub.web.Request;
import fr.anima.hub.web.Routes;
import fr.anima.wire.Quantity;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What browsers may ask of this room: enclosures, their history, and alerts. */
public final class AnimalsRoutes implements Routes {
  private static final int MOST_SAMPLES = 50_000;
  private static final Map<String, Step> STEPS =
      Map.of("1m", Step.MINUTE, "15m", Step.QUARTER, "1h", Step.HOUR);

  private final EnclosureStore enclosures;
  private final AlertStore alerts;
  private final SeriesStore history;
  private final InstantSource clock;
  private final EnclosureBoard board;

  /** Over what is known of enclosures, their alerts and their history. */
  public AnimalsRoutes(
      EnclosureStore enclosures, AlertStore alerts, SeriesStore history, InstantSource clock) {
    this.enclosures = enclosures;
    this.alerts = alerts;
    this.history = history;
    this.clock = clock;
    this.board = new EnclosureBoard(enclosures, alerts, history, clock);
  }

  @Override
  public void declare(Operations operations) {
    Access keepers = Role.only(Role.KEEPER, Role.ADMIN);
    operations.operation("listEnclosures", keepers, this::listEnclosures);
    operations.operation("putEnclosure", keepers, this::putEnclosure);
    operations.operation("getEnclosureHistory", keepers, this::getEnclosureHistory);
    operations.operation("listAlerts", keepers, this::listAlerts);
    operations.operation("acknowledgeAlert", Role.only(Role.KEEPER), this::acknowledge);
    operations.operation("withdrawAcknowledgement", Role.only(Role.KEEPER), this::withdraw);
  }

  private Future<Answer> listEnclosures(Request request) {
    return board.all().map(all -> Answer.ok(now().put("enclosures", array(all))));
  }

  private Future<Answer> putEnclosure(Request request) {
    EnclosureForm form;
    try {
      form = Json.read(request.body().toBuffer().getBytes(), EnclosureForm.class);
    } catch (IllegalArgumentException why) {
      return refuse(Problem.of(400, "invalid-enclosure", String.valueOf(why.getMessage())));
    }
    return form.mistake()
        .map(it -> refuse(Problem.of(400, "invalid-enclosure", it.detail()).at(it.pointer())))
        .orElseGet(
            () ->
                enclosures
                    .put(form.of(request.parameter("enclosure")))
                    .map(stored -> Answer.nothing()));
  }

  private Future<Answer> getEnclosureHistory(Request request) {
    String enclosure = request.parameter("enclosure");
    Quantity quantity = Quantity.ofWord(request.parameter("quantity"));
    Instant from = request.instant("from");
    Instant until = request.instant("until");
    if (until.isBefore(from)) {
      return refuse(
          Problem.of(400, "invalid-range", "until " + until + " is before from " + from)
              .at("until"));
    }
    String step = request.parameter("step");
    TimeRange range = new TimeRange(from, until);
    return enclosures
        .find(enclosure)
        .compose(
            found ->
                found.isEmpty()
                    ? refuse(Problem.notFound("enclosure"))
                    : buckets(enclosure, quantity, range, step)
                        .map(it -> answer(quantity, step, it)));
  }

  private Future<List<Bucket>> buckets(
      String enclosure, Quantity quantity, TimeRange range, String step) {
    Optional<Step> width = Optional.ofNullable(STEPS.get(step));
    SeriesField field = new SeriesField(ConditionsSeries.MEASUREMENT, enclosure, quantity.word());
    return width.isPresent()
        ? history.buckets(field, range, width.get())
        : history
            .samples(ConditionsSeries.MEASUREMENT, enclosure, range, MOST_SAMPLES)
            .map(all -> all.stream().flatMap(it -> raw(it, quantity)).toList());
  }

  private static Stream<Bucket> raw(Sample sample, Quantity quantity) {
    return Optional.ofNullable(sample.fields().get(quantity.word()))
        .map(it -> new Bucket(sample.measuredAt(), 1, it, it, it))
        .stream();
  }

  private static Answer answer(Quantity quantity, String step, List<Bucket> points) {
    return Answer.ok(
        new JsonObject()
            .put("quantity", quantity.word())
            .put("unit", quantity.unit())
            .put("step", step)
            .put("points", array(points)));
  }

  private Future<Answer> listAlerts(Request request) {
    boolean all = request.optional("state").filter("all"::equals).isPresent();
    return (all ? alerts.latest() : alerts.open())
        .map(them -> Answer.ok(now().put("alerts", array(them))));
  }

  private Future<Answer> acknowledge(Request request) {
    Instant now = clock.instant();
    Instant at =
        Optional.ofNullable(request.body().getString("at"))
            .map(it -> OffsetDateTime.parse(it).toInstant())
            .filter(now::isAfter)
            .orElse(now);
    Optional<String> note =
        Optional.ofNullable(request.body().getString("note")).filter(it -> !it.isBlank());
    return alerts
        .acknowledge(request.uuid("alert"), Viewer.of(request), at, note)
        .map(AnimalsRoutes::answer);
  }

  private Future<Answer> withdraw(Request request) {
    return alerts.withdraw(request.uuid("alert"), Viewer.of(request)).map(AnimalsRoutes::answer);
  }

  private static Answer answer(AlertStore.Care care) {
    return care.fold(
        settled -> Answer.ok(Json.object(settled)).version(settled.version()),
        theirs ->
            Answer.problem(
                Problem.of(
                        409,
                        "already-acknowledged",
                        theirs.acknowledgedBy().orElse("somebody")
                            + " takes care of it since "
                            + theirs.acknowledgedAt().map(Instant::toString).orElse("a moment"))
                    .showing(Json.object(theirs))),
        () -> Answer.problem(Problem.notFound("alert")));
  }

  private JsonObject now() {
    return new JsonObject().put("hubTime", clock.instant().toString());
  }

  private static JsonArray array(List<?> values) {
    JsonArray array = new JsonArray();
    values.forEach(it -> array.add(Json.object(it)));
    return array;
  }

  private static Future<Answer> refuse(Problem problem) {
    return Future.succeededFuture(Answer.problem(problem));
  }
}
