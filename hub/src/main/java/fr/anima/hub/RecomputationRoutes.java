package fr.anima.hub;

import fr.anima.hub.eventlog.Aggregate;
import fr.anima.hub.eventlog.Recomputation;
import fr.anima.hub.eventlog.Topology;
import fr.anima.hub.people.Role;
import fr.anima.hub.web.Answer;
import fr.anima.hub.web.Operations;
import fr.anima.hub.web.Problem;
import fr.anima.hub.web.Request;
import fr.anima.hub.web.Routes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Does a room's aggregate say what the raw topic adds up to? For administrators. */
final class RecomputationRoutes implements Routes {
  private static final int MOST_DIFFERENCES = 500;

  private final Vertx vertx;
  private final String brokers;
  private final Map<String, Aggregate<?>> aggregates = new LinkedHashMap<>();
  private final AtomicBoolean busy = new AtomicBoolean();

  RecomputationRoutes(Vertx vertx, String brokers, List<Topology> topologies) {
    this.vertx = vertx;
    this.brokers = brokers;
    topologies.forEach(room -> room.aggregate().ifPresent(it -> aggregates.put(room.name(), it)));
  }

  @Override
  public void declare(Operations operations) {
    operations.operation("recompute", Role.only(Role.ADMIN), this::recompute);
  }

  /** One at a time: it may hold what is known of a month of messages in memory. */
  private Future<Answer> recompute(Request request) {
    String room = request.body().getString("room");
    Optional<Aggregate<?>> aggregate = Optional.ofNullable(aggregates.get(room));
    if (aggregate.isEmpty()) {
      return refuse(404, "unknown", room + " adds nothing up; those that do: " + names());
    }
    if (!busy.compareAndSet(false, true)) {
      return refuse(409, "busy", "another recomputation runs; ask again when it is done");
    }
    return vertx
        .executeBlocking(() -> Recomputation.of(brokers, aggregate.get()), false)
        .map(result -> Answer.ok(form(room, result)))
        .onComplete(done -> busy.set(false));
  }

  private String names() {
    return String.join(", ", aggregates.keySet());
  }

  private static JsonObject form(String room, Recomputation.Result result) {
    JsonArray differences = new JsonArray();
    result.differences().stream()
        .limit(MOST_DIFFERENCES)
        .forEach(
            it ->
                differences.add(
                    new JsonObject()
                        .put("key", it.key())
                        .put("running", it.running())
                        .put("recomputed", it.recomputed())));
    return new JsonObject()
        .put("room", room)
        .put("messages", result.messages())
        .put("compared", result.compared())
        .put("tooOld", result.tooOld())
        .put("settled", result.settled())
        .put("differing", result.differences().size())
        .put("differences", differences);
  }

  private static Future<Answer> refuse(int status, String name, String detail) {
    return Future.succeededFuture(Answer.problem(Problem.of(status, name, detail)));
  }
}
