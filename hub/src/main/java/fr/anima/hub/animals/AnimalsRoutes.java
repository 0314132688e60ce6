package fr.anima.hub.animals;

import fr.anima.hub.animals.care.AlertStore;
import fr.anima.hub.animals.limits.EnclosureForm;
import fr.anima.hub.eventlog.Json;
import fr.anima.hub.history.Bucket;
import fr.anima.hub.history.CsvExport;
import fr.anima.hub.history.Sample;
import fr.anima.hub.history.SeriesStore;
import fr.anima.hub.history.SeriesStore.SeriesField;
import fr.anima.hub.history.Step;
import fr.anima.hub.history.TimeRange;
import fr.anima.hub.people.Role;
import fr.anima.hub.web.Access;
import fr.anima.hub.web.Answer;
import fr.anima.hub.web.EventSink;
import fr.anima.hub.web.Operations;
import fr.anima.hub.web.Problem;
import fr.anima.hub.web.Request;
import fr.anima.hub.web.Routes;
import fr.anima.wire.Quantity;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What browsers may ask of this room: enclosures and their history. */
public final class AnimalsRoutes implements Routes {
  private static final int MOST_SAMPLES = 50_000;
  private static final Map<String, Step> STEPS =
      Map.of("1m", Step.MINUTE, "15m", Step.QUARTER, "1h", Step.HOUR, "1d", Step.DAY);
  private static final String USUAL_POINTS = "1000";

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
    operations.download("exportEnclosureHistory", keepers, this::exportEnclosureHistory);
    operations.operation("listEnclosureAlerts", keepers, this::listEnclosureAlerts);
  }

  private Future<Answer> listEnclosures(Request request) {
    return board.all().map(all -> Answer.ok(now().put("enclosures", Json.array(all))));
  }

  private Future<Answer> putEnclosure(Request request) {
    return filledIn(
        request,
        form ->
            enclosures
                .put(form.of(request.parameter("enclosure")), request.versionSeen())
                .compose(
                    stored ->
                        stored.isPresent()
                            ? Future.succeededFuture(Answer.nothing().version(stored.getAsLong()))
                            : stale(request.parameter("enclosure"))));
  }

  /** It was changed since it was seen: how it is now. */
  private Future<Answer> stale(String enclosure) {
    return board
        .all()
        .compose(
            all ->
                all.stream()
                    .filter(it -> it.id().equals(enclosure))
                    .findFirst()
                    .map(it -> refuse(Problem.stale(Json.object(it))))
                    .orElseGet(() -> refuse(Problem.notFound("enclosure"))));
  }

  /** Goes on with a form that makes sense, or says what does not. */
  static Future<Answer> filledIn(Request request, Function<EnclosureForm, Future<Answer>> further) {
    EnclosureForm form;
    try {
      form = Json.read(request.body().toBuffer().getBytes(), EnclosureForm.class);
    } catch (IllegalArgumentException why) {
      return refuse(Problem.of(400, "invalid-enclosure", String.valueOf(why.getMessage())));
    }
    return form.mistake()
        .map(it -> refuse(Problem.of(400, "invalid-enclosure", it.detail()).at(it.pointer())))
        .orElseGet(() -> further.apply(form));
  }

  private Future<Answer> getEnclosureHistory(Request request) {
    SeriesField field = field(request);
    String step = request.parameter("step");
    int most = Integer.parseInt(request.optional("points").orElse(USUAL_POINTS));
    return mistake(request)
        .compose(
            problem ->
                problem.isPresent()
                    ? refuse(problem.get())
                    : points(field, range(request), step, most)
                        .map(
                            it ->
                                answer(Quantity.ofWord(field.field()), step, it)
                                    .put("frameSeconds", frameSeconds(range(request), step, most)))
                        .map(Answer::ok));
  }

  private Future<Optional<Answer>> exportEnclosureHistory(Request request, EventSink reader) {
    return mistake(request)
        .compose(
            problem ->
                problem.isPresent()
                    ? Future.succeededFuture(problem.map(Answer::problem))
                    : export(request, reader));
  }

  private Future<Optional<Answer>> export(Request request, EventSink reader) {
    CsvExport export = new CsvExport(history, reader::send);
    SeriesField field = field(request);
    String unit = Quantity.ofWord(field.field()).unit();
    Optional<Step> step = Optional.ofNullable(STEPS.get(request.parameter("step")));
    return step.map(it -> export.buckets(field, range(request), it, unit))
        .orElseGet(() -> export.samples(field, range(request), unit))
        .map(
            done -> {
              reader.close();
              return Optional.empty();
            });
  }

  /** Why the period or the place of a history cannot be shown. */
  private Future<Optional<Problem>> mistake(Request request) {
    Instant from = request.instant("from");
    Instant until = request.instant("until");
    if (until.isBefore(from)) {
      return Future.succeededFuture(
          Optional.of(
              Problem.of(400, "invalid-range", "until " + until + " is before from " + from)
                  .at("until")));
    }
    return enclosures
        .find(request.parameter("enclosure"))
        .map(
            found ->
                found.isEmpty() ? Optional.of(Problem.notFound("enclosure")) : Optional.empty());
  }

  private static SeriesField field(Request request) {
    return new SeriesField(
        ConditionsSeries.MEASUREMENT,
        request.parameter("enclosure"),
        Quantity.ofWord(request.parameter("quantity")).word());
  }

  private static TimeRange range(Request request) {
    return new TimeRange(request.instant("from"), request.instant("until"));
  }

  private Future<List<Bucket>> points(SeriesField field, TimeRange range, String step, int most) {
    if (step.equals("auto")) {
      return history.downsampled(field, range, most);
    }
    Quantity quantity = Quantity.ofWord(field.field());
    return Optional.ofNullable(STEPS.get(step))
        .map(it -> history.buckets(field, range, it))
        .orElseGet(
            () ->
                history
                    .samples(field.measurement(), field.subject(), range, MOST_SAMPLES)
                    .map(all -> all.stream().flatMap(it -> raw(it, quantity)).toList()));
  }

  private static Stream<Bucket> raw(Sample sample, Quantity quantity) {
    return Optional.ofNullable(sample.fields().get(quantity.word()))
        .map(it -> new Bucket(sample.measuredAt(), 1, it, it, it))
        .stream();
  }

  private static JsonObject answer(Quantity quantity, String step, List<Bucket> points) {
    return new JsonObject()
        .put("quantity", quantity.word())
        .put("unit", quantity.unit())
        .put("step", step)
        .put("points", Json.array(points));
  }

  private double frameSeconds(TimeRange range, String step, int most) {
    Duration frame =
        step.equals("auto")
            ? history.frame(range, most)
            : Optional.ofNullable(STEPS.get(step)).map(Step::width).orElse(Duration.ZERO);
    return frame.toMillis() / 1000.0;
  }

  private Future<Answer> listEnclosureAlerts(Request request) {
    return mistake(request)
        .compose(
            problem ->
                problem.isPresent()
                    ? refuse(problem.get())
                    : alerts
                        .during(request.parameter("enclosure"), range(request))
                        .map(them -> Answer.ok(now().put("alerts", Json.array(them)))));
  }

  private JsonObject now() {
    return new JsonObject().put("hubTime", clock.instant().toString());
  }

  private static Future<Answer> refuse(Problem problem) {
    return Future.succeededFuture(Answer.problem(problem));
  }
}
