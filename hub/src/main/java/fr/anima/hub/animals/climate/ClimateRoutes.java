package fr.anima.hub.animals.climate;

import fr.anima.hub.animals.EnclosureStore;
import fr.anima.hub.animals.climate.Account.Days;
import fr.anima.hub.database.Database;
import fr.anima.hub.history.CsvFlavour;
import fr.anima.hub.history.SeriesStore;
import fr.anima.hub.history.TimeRange;
import fr.anima.hub.people.Role;
import fr.anima.hub.web.Access;
import fr.anima.hub.web.Answer;
import fr.anima.hub.web.Operations;
import fr.anima.hub.web.Problem;
import fr.anima.hub.web.Request;
import fr.anima.hub.web.Routes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The account of an enclosure's climate, for whoever may read the enclosure. */
public final class ClimateRoutes implements Routes {
  private final Vertx vertx;
  private final EnclosureStore enclosures;
  private final ClimateStore climate;
  private final ZoneId zone;
  private final InstantSource clock;

  /** Over what is known of enclosures and their history, in days of the farm's zone. */
  public ClimateRoutes(
      Vertx vertx,
      Database database,
      EnclosureStore enclosures,
      SeriesStore history,
      ZoneId zone,
      InstantSource clock) {
    this.vertx = vertx;
    this.enclosures = enclosures;
    this.climate = new ClimateStore(database, history);
    this.zone = zone;
    this.clock = clock;
  }

  @Override
  public void declare(Operations operations) {
    Access keepers = Role.only(Role.KEEPER, Role.ADMIN);
    operations.operation("exportClimateTable", keepers, this::exportClimateTable);
    operations.operation("exportClimatePage", keepers, this::exportClimatePage);
  }

  private Future<Answer> exportClimateTable(Request request) {
    String flavour = request.optional("flavour").orElse("excel");
    CsvFlavour csv = CsvFlavour.valueOf(flavour.toUpperCase(Locale.ROOT));
    return account(
        request,
        account ->
            Future.succeededFuture(
                file(
                    "text/csv; charset=utf-8",
                    account.fileName("csv"),
                    Buffer.buffer(ClimateTable.of(account, csv)))));
  }

  private Future<Answer> exportClimatePage(Request request) {
    ClimateWords words =
        request.optional("language").filter("en"::equals).isPresent()
            ? ClimateWords.ENGLISH
            : ClimateWords.FRENCH;
    String tongue = words.locale().toLanguageTag();
    return account(
        request,
        account ->
            vertx
                .executeBlocking(
                    () -> ClimatePage.pdf(ClimateSheet.of(account, words), tongue), false)
                .map(pdf -> file("application/pdf", account.fileName("pdf"), Buffer.buffer(pdf))));
  }

  private Future<Answer> account(Request request, Function<Account, Future<Answer>> then) {
    Days days = new Days(request.day("firstDay"), request.day("lastDay"), zone, clock.instant());
    Optional<TimeRange> period = days.period();
    if (period.isEmpty()) {
      return refuse(
          Problem.of(
                  400,
                  "invalid-range",
                  "nothing of "
                      + days.first()
                      + " to "
                      + days.last()
                      + " is over yet: choose a last day that is not before the first, and a first"
                      + " that is not to come")
              .at("lastDay"));
    }
    return enclosures
        .find(request.parameter("enclosure"))
        .compose(
            found ->
                found
                    .map(it -> climate.account(it, days, period.get()).compose(then))
                    .orElseGet(() -> refuse(Problem.notFound("enclosure"))));
  }

  private static Answer file(String type, String name, Buffer body) {
    return new Answer(
        200,
        Map.of(
            "Content-Type", type, "Content-Disposition", "attachment; filename=\"" + name + "\""),
        body);
  }

  private static Future<Answer> refuse(Problem problem) {
    return Future.succeededFuture(Answer.problem(problem));
  }
}
