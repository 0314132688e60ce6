package fr.anima.hub.notices.sending;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;

/**
 * Requests to whoever carries a letter on: the one place from which the hub asks others. They prove
 * their name, redirections are not followed, and who takes longer than patience lasts is as good as
 * away. Which addresses may be asked, each way decides for itself.
 */
public final class Outbound {
  private static final int CONNECTED_WITHIN_MILLIS = 5_000;

  private final HttpClient client;
  private final Duration patience;

  /**
   * Connects with the first request.
   *
   * @param patience less than a claim lasts
   */
  public Outbound(Vertx vertx, Duration patience) {
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setVerifyHost(true).setConnectTimeout(CONNECTED_WITHIN_MILLIS));
    this.patience = patience;
  }

  /** A request that is connected and not sent yet; what fails before that has sent nothing. */
  public Future<HttpClientRequest> request(HttpMethod method, String address) {
    return client.request(
        new RequestOptions()
            .setAbsoluteURI(address)
            .setMethod(method)
            .setFollowRedirects(false)
            .setTimeout(patience.toMillis()));
  }
}
