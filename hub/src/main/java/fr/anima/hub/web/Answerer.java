package fr.anima.hub.web;

import fr.anima.hub.web.Declarations.Declared;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.openapi.contract.Operation;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From a request to its answer: who asks, may they, does it fit the contract, what says the room.
 */
final class Answerer {
  static final String PEER = "fr.anima.peer";

  /** How many bytes the body of a request may have, as a long. */
  static final String MOST = "fr.anima.most";

  /** Of one that says nothing else. */
  static final long MOST_BYTES = 1024 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(Answerer.class);
  private static final int SECONDS_TO_ANSWER = 30;

  private final Identity identity;
  private final Contract contract;

  Answerer(Identity identity, Contract contract) {
    this.identity = identity;
    this.contract = contract;
  }

  void mount(Router router, String path, Operation operation, Declared declared) {
    long most = contract.rawBody(operation).map(it -> (long) it.mostBytes()).orElse(MOST_BYTES);
    router
        .route(operation.getHttpMethod(), path)
        .handler(
            context -> {
              context.put(MOST, most);
              context.next();
            });
    Route route = router.route(operation.getHttpMethod(), path);
    if (HttpMethod.GET.equals(operation.getHttpMethod())) {
      route.method(HttpMethod.HEAD);
    } else {
      route.handler(BodyHandler.create(false).setBodyLimit(most));
    }
    route.handler(context -> handle(context, Optional.of(operation), declared));
  }

  void mountPage(Router router, String path, Declared page) {
    router
        .route(HttpMethod.GET, path)
        .method(HttpMethod.HEAD)
        .handler(context -> handle(context, Optional.empty(), page));
  }

  private void handle(RoutingContext context, Optional<Operation> operation, Declared declared) {
    Peer peer = context.get(PEER);
    WebRequest anonymous = WebRequest.anonymous(context, peer);
    identity
        .of(anonymous)
        .map(caller -> admitted(anonymous.by(caller), declared))
        .map(request -> operation.map(it -> fitting(request, it)).orElse(request))
        .compose(request -> answer(context, request, declared))
        .recover(
            why ->
                Future.succeededFuture(
                    context.response().headWritten()
                        ? breakOff(context, declared, why)
                        : Optional.of(explain(declared, why))))
        .onSuccess(answer -> answer.ifPresent(it -> Sender.send(context, it)));
  }

  private static WebRequest admitted(WebRequest request, Declared declared) {
    if (declared.access().admits(request.caller())) {
      return request;
    }
    throw new WebRequest.Unfit(
        request.caller().isEmpty()
            ? Problem.of(401, "not-signed-in", "sign in with a link from an administrator")
            : Problem.of(403, "not-yours", "this is for: " + declared.access().words()));
  }

  private WebRequest fitting(WebRequest request, Operation operation) {
    RoutingContext context = request.context();
    Optional<RawBody> raw = contract.rawBody(operation);
    Optional<String> type = request.header("Content-Type").map(ForgeryGuard::bare);
    refuse(RawBody.flaw(raw, type));
    Optional<Object> body = raw.isPresent() ? Optional.empty() : body(context);
    refuse(
        contract
            .flawInParameters(
                operation, context.pathParams(), context.queryParams(), context.request().headers())
            .or(() -> contract.flawInBody(operation, body)));
    return body.filter(JsonObject.class::isInstance)
        .map(JsonObject.class::cast)
        .map(request::saying)
        .orElse(request);
  }

  private static void refuse(Optional<Problem> flaw) {
    if (flaw.isPresent()) {
      throw new WebRequest.Unfit(flaw.get());
    }
  }

  private static Optional<Object> body(RoutingContext context) {
    Optional<Buffer> bytes =
        Optional.ofNullable(context.body().buffer()).filter(it -> it.length() > 0);
    try {
      return bytes.map(Json::decodeValue);
    } catch (DecodeException why) {
      throw new WebRequest.Unfit(Problem.of(400, "invalid-request", "the body is not JSON").at(""));
    }
  }

  private static Future<Optional<Answer>> answer(
      RoutingContext context, WebRequest request, Declared declared) {
    if (declared.pieces().isPresent()) {
      Declarations.Pieces pieces = declared.pieces().get();
      return pieces.writing().open(request, new HttpSink(context.response(), pieces.headers()));
    }
    return declared
        .answering()
        .orElseThrow()
        .answer(request)
        .timeout(SECONDS_TO_ANSWER, TimeUnit.SECONDS)
        .map(Optional::of);
  }

  /** Whoever reads must see that this was not all. */
  private static Optional<Answer> breakOff(
      RoutingContext context, Declared declared, Throwable why) {
    LOG.warn("answer broke off operation={} reason={}", declared.name(), why.toString());
    context.request().connection().close();
    return Optional.empty();
  }

  private static Answer explain(Declared declared, Throwable why) {
    if (why instanceof WebRequest.Unfit unfit) {
      return Answer.problem(unfit.problem());
    }
    LOG.error("operation failed operation={}", declared.name(), why);
    return Answer.problem(
        why instanceof TimeoutException
            ? Problem.of(503, "too-slow", "the hub is busy; try again in a moment")
            : Problem.of(500, "internal", "the hub failed; its log has the reason"));
  }
}
