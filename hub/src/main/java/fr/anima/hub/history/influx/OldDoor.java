package fr.anima.hub.history.influx;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Lets the client of 2.x speak to 1.x: what goes to {@code /api/v2/write} with a bucket goes to
 * {@code /write} with database and policy, a token {@code user:password} is told as 1.x reads it.
 */
final class OldDoor implements Interceptor {
  private final Optional<String> token;
  private volatile boolean open;

  OldDoor(Optional<String> token) {
    this.token = token;
  }

  /** Whether the server is of 1.x. */
  void open(boolean old) {
    open = old;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    // What comes from beside us is not worth compressing.
    Request.Builder request = chain.request().newBuilder().header("Accept-Encoding", "identity");
    if (open) {
      token.ifPresent(it -> request.header("Authorization", "Basic " + base64(it)));
      if (chain.request().url().encodedPath().endsWith("/api/v2/write")) {
        request.url(old(chain.request().url()));
      }
    }
    return chain.proceed(request.build());
  }

  /** The address that 1.x knows for a write. */
  static HttpUrl old(HttpUrl url) {
    String[] bucket = Optional.ofNullable(url.queryParameter("bucket")).orElse("").split("/", 2);
    return url.newBuilder()
        .encodedPath(url.encodedPath().replaceFirst("/api/v2/write$", "/write"))
        .query(null)
        .addQueryParameter("db", bucket[0])
        .addQueryParameter("rp", bucket.length > 1 ? bucket[1] : "")
        .addQueryParameter("precision", "ns")
        .build();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
