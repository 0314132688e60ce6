package fr.anima.hub.notices.carriers;

import fr.anima.hub.notices.sending.Carrier;
import fr.anima.hub.notices.sending.Letter;
import fr.anima.hub.notices.sending.Outbound;
import fr.anima.hub.notices.sending.Way;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Letters as signed requests to a program of the operator's. The signature is the HMAC-SHA256 of
 * the timestamp, a full stop and the body: whoever checks it, and refuses an old timestamp, takes
 * nothing that somebody else made or sends again.
 */
public final class WebhookCarrier implements Carrier {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String ALGORITHM = "HmacSHA256";

  /** They say that the request is wrong, which another try would not mend. */
  private static final Set<Integer> FOR_GOOD = Set.of(400, 405, 413, 415, 422);

  private final WebhookConfig config;
  private final Outbound outbound;
  private final InstantSource clock;

  /** Connects when the first letter is sent. */
  public WebhookCarrier(Vertx vertx, WebhookConfig config, InstantSource clock) {
    this.config = config;
    this.outbound = new Outbound(vertx, PATIENCE);
    this.clock = clock;
  }

  @Override
  public Way way() {
    return Way.WEBHOOK;
  }

  @Override
  public Future<Outcome> carry(Letter letter) {
    return outbound
        .request(HttpMethod.POST, config.address().toString())
        .compose(request -> send(request, body(letter).toBuffer()))
        .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .map(this::outcome)
        .otherwise(why -> Outcome.later(String.valueOf(why.getMessage())));
  }

  private Future<Integer> send(HttpClientRequest request, Buffer body) {
    String timestamp = Long.toString(clock.instant().getEpochSecond());
    request
        .putHeader("Content-Type", "application/json")
        .putHeader("Anima-Timestamp", timestamp)
        .putHeader("Anima-Signature", "sha256=" + sign(config.secret(), timestamp, body));
    return request.send(body).compose(answer -> answer.end().map(answer.statusCode()));
  }

  private Outcome outcome(int status) {
    if (status >= 200 && status < 300) {
      return Outcome.taken(config.address().getHost());
    }
    String said = config.address().getHost() + " answered " + status;
    return FOR_GOOD.contains(status) ? Outcome.refused(said) : Outcome.later(said);
  }

  /** In hexadecimal digits. */
  static String sign(String secret, String timestamp, Buffer body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      mac.update((timestamp + ".").getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(mac.doFinal(body.getBytes()));
    } catch (GeneralSecurityException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  private static JsonObject body(Letter it) {
    JsonObject to =
        new JsonObject().put("id", it.to().person().toString()).put("name", it.to().name());
    it.to().phone().ifPresent(phone -> to.put("phone", phone));
    return new JsonObject()
        .put("id", it.id())
        .put("subject", it.subject().toString())
        .put("transition", it.transition())
        .put("severity", it.text().severity())
        .put("language", it.to().language())
        .put("to", to)
        .put("title", it.text().title())
        .put("body", it.text().body())
        .put("link", it.text().link())
        .put("writtenAt", it.writtenAt().toString());
  }
}
