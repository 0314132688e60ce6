package fr.anima.hub.web;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line a request, at DEBUG, without query strings and without the tokens some paths carry. */
final class AccessLog {
  private static final Logger LOG = LoggerFactory.getLogger("fr.anima.hub.web.access");
  private static final Pattern SECRET = Pattern.compile("^(/suivi/|/api/v1/tracking/).*");
  private static final Pattern UNPRINTABLE = Pattern.compile("[^!-~]");

  private AccessLog() {}

  static void follow(RoutingContext context) {
    if (LOG.isDebugEnabled()) {
      long started = System.nanoTime();
      context.addBodyEndHandler(done -> log(context, started));
    }
  }

  /** Whether the path itself opens something. */
  static boolean isSecret(String path) {
    return SECRET.matcher(path).matches();
  }

  static String redacted(HttpServerRequest request) {
    String path = SECRET.matcher(request.path()).replaceFirst("$1…");
    return UNPRINTABLE.matcher(path).replaceAll("·");
  }

  private static void log(RoutingContext context, long started) {
    LOG.debug(
        "method={} path={} status={} ms={} bytes={}",
        context.request().method(),
        redacted(context.request()),
        context.response().getStatusCode(),
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started),
        context.response().bytesWritten());
  }
}
