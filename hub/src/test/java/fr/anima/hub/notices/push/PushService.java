package fr.anima.hub.notices.push;

import static fr.anima.hub.database.TestDatabase.await;

import fr.anima.hub.database.TestDatabase;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A push service on loopback: takes messages for every path, unless it was told otherwise. */
public final class PushService {
  /** What it was sent. */
  public record Message(String path, MultiMap headers, Buffer body) {}

  private record Said(int status, Map<String, String> headers) {}

  private final List<Message> messages = new CopyOnWriteArrayList<>();
  private final Map<String, Said> answers = new ConcurrentHashMap<>();
  private final HttpServer server =
      await(
          TestDatabase.vertx()
              .createHttpServer()
              .requestHandler(it -> it.body().onSuccess(body -> take(it, body)))
              .listen(0, "127.0.0.1"));

  /** What the operator adds to the known ones. */
  public String origin() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  /** From now on a path is answered like that. */
  public void answer(String path, int status, Map<String, String> headers) {
    answers.put(path, new Said(status, headers));
  }

  /** From now on a path is never answered. */
  public void hang(String path) {
    answer(path, 0, Map.of());
  }

  /** All so far, in order. */
  public List<Message> messages() {
    return List.copyOf(messages);
  }

  /** Whom they were for, in order of the alphabet. */
  public List<String> paths() {
    return messages.stream().map(Message::path).sorted().toList();
  }

  /** Nobody answers from now on. */
  public void stop() {
    await(server.close());
  }

  private void take(HttpServerRequest request, Buffer body) {
    messages.add(new Message(request.path(), request.headers(), body));
    Said said = answers.getOrDefault(request.path(), new Said(201, Map.of()));
    if (said.status() == 0) {
      return;
    }
    said.headers().forEach(request.response()::putHeader);
    request.response().setStatusCode(said.status()).end();
  }
}
