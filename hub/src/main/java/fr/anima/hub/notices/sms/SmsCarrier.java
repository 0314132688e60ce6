package fr.anima.hub.notices.sms;

import fr.anima.hub.database.Database;
import fr.anima.hub.notices.sending.Carrier;
import fr.anima.hub.notices.sending.Letter;
import fr.anima.hub.notices.sending.Outbound;
import fr.anima.hub.notices.sending.Way;
import fr.anima.hub.notices.sms.ChargeStore.Charge;
import fr.anima.hub.notices.sms.SmsTemplate.Fields;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Letters as text messages, by the operator's gateway and in its words. Whom it is for is all that
 * a person chooses; address, headers and form are the operator's.
 */
public final class SmsCarrier implements Carrier {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MOST_KEPT = 16_384;
  private static final int MOST_SHOWN = 120;

  /** They say that the request is wrong, which another try would not mend. */
  private static final Set<Integer> FOR_GOOD = Set.of(400, 404, 405, 413, 415, 422);

  private final SmsConfig config;
  private final Outbound outbound;
  private final ChargeStore charges;
  private final InstantSource clock;

  /** Connects when the first letter is sent. */
  public SmsCarrier(Vertx vertx, Database database, SmsConfig config, InstantSource clock) {
    this.config = config;
    this.outbound = new Outbound(vertx, PATIENCE);
    this.charges = new ChargeStore(database);
    this.clock = clock;
  }

  @Override
  public Way way() {
    return Way.SMS;
  }

  @Override
  public Future<Outcome> carry(Letter letter) {
    Optional<String> number = letter.to().phone();
    if (number.isEmpty()) {
      return Future.succeededFuture(Outcome.refused("this person has no number any more"));
    }
    Fields fields =
        new Fields(number.get(), SmsText.of(letter.text()).text(), config.sender(), letter.id());
    return charges
        .charge(letter.to().person(), letter.id(), config.limits(), clock.instant())
        .compose(
            charge ->
                charge instanceof Charge.Counted counted
                    ? ask(fields, counted)
                    : Future.succeededFuture(Outcome.refused(((Charge.HeldBack) charge).reason())));
  }

  private Future<Outcome> ask(Fields fields, Charge.Counted charge) {
    String body = config.template().fill(fields);
    boolean inAddress = config.method() == SmsConfig.Method.GET;
    return outbound
        .request(
            HttpMethod.valueOf(config.method().name()),
            config.address() + (inAddress ? "?" + body : ""))
        .transform(
            connected ->
                connected.succeeded()
                    ? send(connected.result(), inAddress ? Optional.empty() : Optional.of(body))
                        .map(this::said)
                        .otherwise(why -> new Said(true, unknown(why)))
                    : Future.succeededFuture(
                        new Said(false, Outcome.later(host() + ": " + message(connected.cause())))))
        .compose(
            said ->
                said.mayHaveSent()
                    ? Future.succeededFuture(said.outcome())
                    : charges.takeBack(charge).map(said.outcome()));
  }

  /** An outcome, and whether a message may have left the gateway. */
  private record Said(boolean mayHaveSent, Outcome outcome) {}

  private record Answered(int status, String body) {}

  private Future<Answered> send(HttpClientRequest request, Optional<String> body) {
    config.headers().forEach(request::putHeader);
    body.ifPresent(it -> request.putHeader("Content-Type", config.template().mediaType()));
    return request
        .send(body.map(Buffer::buffer).orElseGet(Buffer::buffer))
        .compose(answer -> beginning(answer).map(it -> new Answered(answer.statusCode(), it)))
        .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** What comes after that is read and dropped. */
  private static Future<String> beginning(HttpClientResponse answer) {
    Buffer kept = Buffer.buffer();
    answer.handler(
        part -> kept.appendBuffer(part, 0, Math.min(part.length(), MOST_KEPT - kept.length())));
    return answer.end().map(end -> kept.toString());
  }

  private Said said(Answered it) {
    if (config.taken().is(it.status(), it.body())) {
      return new Said(true, Outcome.taken(host()));
    }
    String said = host() + " answered " + it.status() + shown(it.body());
    return new Said(
        false, FOR_GOOD.contains(it.status()) ? Outcome.refused(said) : Outcome.later(said));
  }

  /** What a gateway says of a mistake is what an operator needs; no number is shown with it. */
  private static String shown(String body) {
    String line = body.replaceAll("[\\p{Cntrl}\\s]+", " ").replaceAll("[0-9]{6,}", "…").strip();
    String some = line.length() > MOST_SHOWN ? line.substring(0, MOST_SHOWN) + "…" : line;
    return some.isEmpty() ? "" : ": " + some;
  }

  private Outcome unknown(Throwable why) {
    return Outcome.later(host() + " did not say whether it sent it: " + message(why));
  }

  private String host() {
    return config.address().getHost();
  }

  private static String message(Throwable why) {
    return String.valueOf(why.getMessage());
  }
}
