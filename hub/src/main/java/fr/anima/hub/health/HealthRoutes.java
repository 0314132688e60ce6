package fr.anima.hub.health;

import fr.anima.hub.people.Role;
import fr.anima.hub.web.Access;
import fr.anima.hub.web.Answer;
import fr.anima.hub.web.Operations;
import fr.anima.hub.web.Problem;
import fr.anima.hub.web.Request;
import fr.anima.hub.web.Routes;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** How the hub is: for administrators in full, for whoever restarts it as yes or no. */
public final class HealthRoutes implements Routes {
  private final Health health;
  private final Supplier<String> metrics;
  private final InstantSource clock;
  private final Instant startedAt;

  /** Of those stages, and the meters in the words of Prometheus. */
  public HealthRoutes(Health health, Supplier<String> metrics, InstantSource clock) {
    this.health = health;
    this.metrics = metrics;
    this.clock = clock;
    this.startedAt = clock.instant();
  }

  @Override
  public void declare(Operations operations) {
    operations.operation("getHealth", Role.only(Role.ADMIN), this::full);
    operations.page("/health/live", Access.everyone(), this::live);
    operations.page("/health/ready", Access.everyone(), this::ready);
    operations.page("/metrics", Access.everyone(), this::metrics);
  }

  private Future<Answer> full(Request request) {
    return health
        .findings()
        .map(
            findings ->
                Answer.ok(
                    new JsonObject()
                        .put("ready", isReady(findings))
                        .put("version", version())
                        .put("startedAt", startedAt.toString())
                        .put("hubTime", clock.instant().toString())
                        .put("stages", stages(findings, true))));
  }

  private Future<Answer> live(Request request) {
    return Future.succeededFuture(Answer.ok(new JsonObject().put("live", true)));
  }

  private Future<Answer> ready(Request request) {
    return health
        .findings()
        .map(
            findings -> {
              Answer answer =
                  Answer.ok(
                      new JsonObject()
                          .put("ready", isReady(findings))
                          .put("stages", stages(findings, false)));
              return isReady(findings) ? answer : new Answer(503, answer.headers(), answer.body());
            });
  }

  /** Numbers about the inside: for this machine's collector, and for administrators. */
  private Future<Answer> metrics(Request request) {
    boolean may = request.local() || Role.only(Role.ADMIN).admits(request.caller());
    return Future.succeededFuture(
        may
            ? new Answer(
                200,
                Map.of("Content-Type", "text/plain; version=0.0.4; charset=utf-8"),
                Buffer.buffer(metrics.get()))
            : Answer.problem(Problem.of(403, "not-yours", "this is for: this machine, admin")));
  }

  private static boolean isReady(List<Health.Finding> findings) {
    return findings.stream().noneMatch(it -> it.condition() == Health.Condition.ILL);
  }

  /** What went wrong inside is for administrators; what it means and what to do, for everybody. */
  private static JsonArray stages(List<Health.Finding> findings, boolean details) {
    JsonArray stages = new JsonArray();
    for (Health.Finding finding : findings) {
      boolean well = finding.condition() == Health.Condition.WELL;
      JsonObject stage =
          new JsonObject()
              .put("name", finding.name())
              .put("condition", finding.condition().name().toLowerCase(Locale.ROOT));
      if (details) {
        stage.put("detail", well ? finding.detail() : finding.detail() + ". " + finding.remedy());
      } else if (!well) {
        stage.put("remedy", finding.remedy());
      }
      stages.add(stage);
    }
    return stages;
  }

  private static String version() {
    return Optional.ofNullable(HealthRoutes.class.getPackage().getImplementationVersion())
        .orElse("unpackaged");
  }
}
