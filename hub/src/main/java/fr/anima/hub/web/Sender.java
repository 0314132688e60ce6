package fr.anima.hub.web;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** Sends answers: entity tags, 304, compression, and nothing twice. */
final class Sender {
  private static final int WORTH_COMPRESSING = 1024;
  private static final int TOO_LONG_FOR_THE_EVENT_LOOP = 64 * 1024;

  private Sender() {}

  static void send(RoutingContext context, Answer answer) {
    Future<Packed> packed =
        answer.body().length() > TOO_LONG_FOR_THE_EVENT_LOOP
            ? context.vertx().executeBlocking(() -> pack(context.request(), answer))
            : Future.succeededFuture(pack(context.request(), answer));
    packed.onSuccess(it -> send(context, answer, it)).onFailure(context::fail);
  }

  private static Packed pack(HttpServerRequest request, Answer answer) {
    Optional<String> tag =
        reads(request) && answer.status() == 200
            ? Optional.of(answer.headers().getOrDefault("ETag", ""))
                .map(it -> it.isEmpty() ? weakTag(answer.body()) : it)
            : Optional.empty();
    boolean compress =
        answer.body().length() > WORTH_COMPRESSING
            && !answer.headers().getOrDefault("Content-Type", "").startsWith("image/")
            && AcceptedEncodings.of(request.getHeader("Accept-Encoding")).accepts("gzip");
    return new Packed(tag, compress, compress ? gzip(answer.body()) : answer.body());
  }

  private static void send(RoutingContext context, Answer answer, Packed packed) {
    HttpServerResponse response = context.response();
    if (response.ended() || response.closed()) {
      return;
    }
    answer.headers().forEach(response.headers()::set);
    packed.tag().ifPresent(it -> response.headers().set("ETag", it));
    if (packed.tag().filter(it -> knows(context.request(), it)).isPresent()) {
      response.setStatusCode(304).end();
      return;
    }
    response.setStatusCode(answer.status());
    if (answer.body().length() > WORTH_COMPRESSING) {
      response.headers().set("Vary", "Accept-Encoding");
    }
    if (packed.compressed()) {
      response.headers().set("Content-Encoding", "gzip");
    }
    if (HttpMethod.HEAD.equals(context.request().method())) {
      response.headers().set("Content-Length", String.valueOf(packed.body().length()));
      response.end();
    } else if (answer.status() == 204) {
      response.end();
    } else {
      response.end(packed.body());
    }
  }

  private static boolean reads(HttpServerRequest request) {
    return HttpMethod.GET.equals(request.method()) || HttpMethod.HEAD.equals(request.method());
  }

  /** RFC 9110 13.1.2: the comparison is weak, the header a list or a star. */
  private static boolean knows(HttpServerRequest request, String tag) {
    String known = Optional.ofNullable(request.getHeader("If-None-Match")).orElse("");
    String opaque = tag.replaceFirst("^W/", "");
    return known.strip().equals("*") || known.replace("W/", "").contains(opaque);
  }

  private static String weakTag(Buffer body) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(body.getBytes());
      return "W/\""
          + Base64.getUrlEncoder().withoutPadding().encodeToString(digest).substring(0, 22)
          + "\"";
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  private static Buffer gzip(Buffer body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length() / 4);
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(body.getBytes());
    } catch (IOException memoryDoesNotFail) {
      throw new UncheckedIOException(memoryDoesNotFail);
    }
    return Buffer.buffer(bytes.toByteArray());
  }

  private record Packed(Optional<String> tag, boolean compressed, Buffer body) {}
}
