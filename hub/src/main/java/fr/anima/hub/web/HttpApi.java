package fr.anima.hub.web;

import fr.anima.hub.web.pages.StaticPages;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.contract.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hub's door for browsers and tools: every operation of the contract, the rooms' pages and the
 * dashboard's files. Does not start while an operation has no one who answers it or no rule who may
 * call it.
 */
public final class HttpApi extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(HttpApi.class);
  private static final int IDLE_SECONDS = 75;

  private final HttpConfig config;
  private final Contract contract;
  private final Declarations declarations;
  private final Identity identity;
  private final StaticPages pages;
  private volatile int port;

  /** Over what the rooms declared. */
  public HttpApi(
      HttpConfig config,
      Contract contract,
      Declarations declarations,
      Identity identity,
      StaticPages pages) {
    this.config = config;
    this.contract = contract;
    this.declarations = declarations;
    this.identity = identity;
    this.pages = pages;
  }

  @Override
  public Future<?> start() {
    List<String> mistakes = declarations.mistakes(contract.operationIds());
    if (!mistakes.isEmpty()) {
      return Future.failedFuture(
          new IllegalStateException(
              "rooms and contract disagree; correct the rooms' Routes:\n  "
                  + String.join("\n  ", mistakes)));
    }
    HttpServer server =
        vertx
            .createHttpServer(options())
            .invalidRequestHandler(HttpApi::refuseUnreadable)
            .requestHandler(router());
    return server.listen(config.port(), config.host()).onSuccess(it -> port = it.actualPort());
  }

  /** Where it listens, once started. */
  public int port() {
    return port;
  }

  private HttpServerOptions options() {
    HttpServerOptions options =
        new HttpServerOptions()
            .setMaxInitialLineLength(4096)
            .setMaxHeaderSize(16 * 1024)
            // What was upgraded on an open connection stopped in the middle of answers of 16 KiB.
            .setHttp2ClearTextEnabled(false)
            .setIdleTimeout(IDLE_SECONDS)
            .setIdleTimeoutUnit(TimeUnit.SECONDS);
    config
        .tls()
        .ifPresent(
            tls ->
                options
                    .setSsl(true)
                    .setUseAlpn(true)
                    .setKeyCertOptions(
                        new PemKeyCertOptions()
                            .setCertPath(tls.certificate().toString())
                            .setKeyPath(tls.key().toString())));
    return options;
  }

  private Router router() {
    Router router = Router.router(vertx);
    ForgeryGuard guard = new ForgeryGuard(config.publicOrigin());
    router.route().handler(context -> admit(context, guard));
    Answerer answerer = new Answerer(identity, contract);
    Map<String, List<Operation>> byPath =
        contract.operations().stream()
            .collect(
                Collectors.groupingBy(
                    Operation::getOpenAPIPath, TreeMap::new, Collectors.toList()));
    byPath.forEach((path, operations) -> mount(router, path, operations, answerer));
    declarations.pages().forEach((path, page) -> mountPage(router, path, page, answerer));
    router.route().handler(this::sendFile);
    router.route().failureHandler(HttpApi::fail);
    for (int status : new int[] {400, 404, 405, 406, 413, 415, 500}) {
      router.errorHandler(status, HttpApi::fail);
    }
    return router;
  }

  private static void admit(RoutingContext context, ForgeryGuard guard) {
    Peer peer = Peer.of(context.request());
    context.put(Answerer.PEER, peer);
    AccessLog.follow(context);
    SecurityHeaders.put(
        context.response().headers(), peer, AccessLog.isSecret(context.request().path()));
    unreadable(context)
        .or(() -> guard.objection(context.request(), peer))
        .ifPresentOrElse(problem -> Sender.send(context, Answer.problem(problem)), context::next);
  }

  private static Optional<Problem> unreadable(RoutingContext context) {
    try {
      context.normalizedPath();
      return Optional.empty();
    } catch (IllegalArgumentException wrongEscape) {
      return Optional.of(problem(400));
    }
  }

  private void mount(Router router, String path, List<Operation> operations, Answerer answerer) {
    String route = path.replaceAll("\\{(.*?)}", ":$1");
    for (Operation operation : operations) {
      Optional.ofNullable(declarations.operations().get(operation.getOperationId()))
          .ifPresent(it -> answerer.mount(router, route, operation, it));
    }
    String allowed =
        operations.stream()
            .map(Operation::getHttpMethod)
            .map(HttpMethod::name)
            .map(it -> it.equals("GET") ? "GET, HEAD" : it)
            .collect(Collectors.joining(", "));
    router.route(route).handler(context -> refuseMethod(context, allowed));
  }

  private static void mountPage(
      Router router, String path, Declarations.Declared page, Answerer answerer) {
    answerer.mountPage(router, path, page);
    router.route(path).handler(context -> refuseMethod(context, "GET, HEAD"));
  }

  private void sendFile(RoutingContext context) {
    HttpMethod method = context.request().method();
    boolean reads = HttpMethod.GET.equals(method) || HttpMethod.HEAD.equals(method);
    if (!reads || !pages.send(context)) {
      Sender.send(context, Answer.problem(Problem.notFound("page")));
    }
  }

  private static void refuseMethod(RoutingContext context, String allowed) {
    Problem problem = Problem.of(405, "wrong-method", "allowed here: " + allowed);
    Sender.send(context, Answer.problem(problem).with("Allow", allowed));
  }

  /** What Vert.x refused or what nobody caught; the reason goes to the log, never to the caller. */
  private static void fail(RoutingContext context) {
    int status = context.statusCode() < 400 ? 500 : context.statusCode();
    if (status >= 500) {
      LOG.error("request failed path={}", AccessLog.redacted(context.request()), context.failure());
    }
    Sender.send(context, Answer.problem(status == 413 ? tooLarge(context) : problem(status)));
  }

  private static Problem tooLarge(RoutingContext context) {
    long most = context.get(Answerer.MOST, Answerer.MOST_BYTES);
    return Problem.of(413, "too-large", "send at most " + (most >> 20) + " MiB");
  }

  private static Problem problem(int status) {
    return switch (status) {
      case 404 -> Problem.notFound("page");
      case 400 -> Problem.of(400, "invalid-request", "the request cannot be read");
      default ->
          status < 500
              ? Problem.of(status, "invalid-request", "the request cannot be served")
              : Problem.of(status, "internal", "the hub failed; its log has the reason");
    };
  }

  /** A request line or header that HTTP does not know never reaches the router. */
  private static void refuseUnreadable(HttpServerRequest request) {
    SecurityHeaders.put(request.response().headers(), Peer.of(request), false);
    request.response().headers().set("Content-Type", "application/problem+json");
    request.response().setStatusCode(400).end(problem(400).toJson().toBuffer());
    request.connection().close();
  }
}
