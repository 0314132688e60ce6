package fr.anima.hub.web;

import fr.anima.hub.web.pages.StaticPages;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A site of a few goats on a free port. Whoever shows {@code who=keeper} as a cookie is a keeper.
 */
final class SmallSite implements AutoCloseable, Routes {
  /** More than any buffer between the hub and a browser holds. */
  static final int LINES = 300;

  static final String LINE = "a,line,of,a,table,".repeat(500) + "\r\n";

  static final String CONTRACT = "fr/anima/hub/web/small.yaml";

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpApi api;

  SmallSite(Path pages) throws IOException {
    Contract contract = await(Contract.load(vertx, CONTRACT));
    api =
        new HttpApi(
            HttpConfig.plain("127.0.0.1", 0),
            contract,
            Declarations.of(List.of(this)),
            request ->
                Future.succeededFuture(
                    request.header("Cookie").map(it -> new Somebody(it.replace("who=", "")))),
            StaticPages.in(pages));
    await(vertx.deployVerticle(api));
  }

  @Override
  public void declare(Operations operations) {
    JsonObject many = new JsonObject().put("goats", "meeh ".repeat(1000));
    operations.operation("listGoats", Access.everyone(), r -> soon(Answer.ok(many)));
    operations.operation("addGoat", keepers(), r -> soon(Answer.created(r.body()).version(1)));
    operations.operation("removeGoat", keepers(), r -> soon(Answer.nothing()));
    operations.operation(
        "getWeights",
        Access.everyone(),
        r ->
            soon(
                Answer.ok(
                    new JsonObject()
                        .put("goat", r.parameter("goat"))
                        .put("from", r.instant("from").toString()))));
    operations.operation(
        "fail",
        Access.everyone(),
        r -> Future.failedFuture(new IllegalStateException("select secret from table")));
    operations.download("getTable", Access.everyone(), this::table);
    operations.stream(
        "openStream",
        Access.everyone(),
        (request, sink) -> {
          sink.write("data: one\n\n");
          sink.close();
          return Optional.empty();
        });
    operations.page(
        "/suivi/:token",
        Access.everyone(),
        r -> soon(Answer.html(200, "<p>" + r.parameter("token") + "</p>")));
  }

  /** Of one goat all of it, of another only the beginning, and nothing of any other. */
  private Future<Optional<Answer>> table(Request request, EventSink sink) {
    String goat = request.parameter("goat");
    if (!Set.of("whole", "torn").contains(goat)) {
      return Future.succeededFuture(Optional.of(Answer.problem(Problem.notFound("goat"))));
    }
    return lines(sink, goat.equals("whole") ? LINES : LINES / 2)
        .map(
            written -> {
              if (goat.equals("torn")) {
                throw new IllegalStateException("the database went away");
              }
              sink.close();
              return Optional.empty();
            });
  }

  private static Future<Void> lines(EventSink sink, int lines) {
    return lines == 0
        ? Future.succeededFuture()
        : sink.send(LINE).compose(there -> lines(sink, lines - 1));
  }

  HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(origin() + path)).timeout(Duration.ofSeconds(20));
  }

  HttpRequest.Builder post(String path, String body) {
    return to(path)
        .header("Content-Type", "application/json")
        .header("Cookie", "who=keeper")
        .header("Origin", origin())
        .POST(BodyPublishers.ofString(body));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException why) {
      throw new AssertionError("no answer", why);
    }
  }

  HttpResponse<byte[]> sendForBytes(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException | InterruptedException why) {
      throw new AssertionError("no answer", why);
    }
  }

  /** Exactly these bytes, for what no well-behaved client sends; the whole answer as text. */
  String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      try (InputStream answer = socket.getInputStream()) {
        return new String(answer.readAllBytes(), StandardCharsets.ISO_8859_1);
      }
    }
  }

  String origin() {
    return "http://127.0.0.1:" + api.port();
  }

  @Override
  public void close() {
    await(vertx.close());
  }

  static Access keepers() {
    return new Access() {
      @Override
      public boolean admits(Optional<Caller> caller) {
        return caller.filter(it -> it.name().equals("keeper")).isPresent();
      }

      @Override
      public String words() {
        return "keeper";
      }
    };
  }

  static <T> T await(Future<T> future) {
    try {
      return future.await(20, TimeUnit.SECONDS);
    } catch (TimeoutException why) {
      throw new AssertionError("not within 20 s", why);
    }
  }

  private static Future<Answer> soon(Answer answer) {
    return Future.succeededFuture(answer);
  }

  private record Somebody(String name) implements Caller {}
}
