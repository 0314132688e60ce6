package fr.anima.hub.notices.push;

import com.zerodeplibs.webpush.EncryptedPushMessage;
import com.zerodeplibs.webpush.MessageEncryptions;
import com.zerodeplibs.webpush.PushMessage;
import com.zerodeplibs.webpush.UserAgentMessageEncryptionKeyInfo;
import com.zerodeplibs.webpush.VAPIDKeyPair;
import com.zerodeplibs.webpush.jwt.VAPIDJWTParam;
import fr.anima.hub.notices.push.Phone.Keys;
import fr.anima.hub.notices.sending.Carrier;
import fr.anima.hub.notices.sending.Letter;
import fr.anima.hub.notices.sending.Outbound;
import fr.anima.hub.notices.sending.Way;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Letters to every phone of a person: sealed for that phone alone (RFC 8291), signed by the site's
 * key (RFC 8292), asked of its push service (RFC 8030). A phone that has a letter is noted at once,
 * so that a further try for another phone does not ring it again.
 */
final class PushCarrier implements Carrier {
  /** A signature is good for so long; push services refuse more than a day. */
  private static final Duration SIGNED_FOR = Duration.ofHours(12);

  private final Vertx vertx;
  private final Outbound outbound;
  private final PhoneStore phones;
  private final VapidStore vapid;
  private final PushConfig config;
  private final Duration patience;
  private final InstantSource clock;

  /** Phones are asked side by side, so that patience with each is patience with all. */
  PushCarrier(
      Vertx vertx,
      PhoneStore phones,
      VapidStore vapid,
      PushConfig config,
      Duration patience,
      InstantSource clock) {
    this.vertx = vertx;
    this.outbound = new Outbound(vertx, patience);
    this.phones = phones;
    this.vapid = vapid;
    this.config = config;
    this.patience = patience;
    this.clock = clock;
  }

  @Override
  public Way way() {
    return Way.PUSH;
  }

  @Override
  public Future<Outcome> carry(Letter letter) {
    PushNote note = PushNote.of(letter);
    return phones
        .toReach(letter.to().person(), letter.id())
        .compose(
            all ->
                vapid
                    .key(clock.instant())
                    .compose(key -> Future.join(ask(all, note, key, letter.id())))
                    .map(asked -> asked.<PushAnswer>list()))
        .compose(answers -> phones.takenBy(letter.id()).map(it -> outcome(answers, it)));
  }

  private List<Future<PushAnswer>> ask(
      List<Phone> all, PushNote note, VAPIDKeyPair key, long notice) {
    return all.stream()
        .map(
            phone ->
                ask(phone, note, key)
                    .compose(
                        answer -> phones.note(phone, notice, answer, clock.instant()).map(answer)))
        .toList();
  }

  private Future<PushAnswer> ask(Phone phone, PushNote note, VAPIDKeyPair key) {
    String host = phone.address().getHost();
    Instant now = clock.instant();
    if (phone.waitUntil().filter(now::isBefore).isPresent()) {
      String asked = host + " asked to wait until " + phone.waitUntil().get();
      return Future.succeededFuture(
          new PushAnswer(PushAnswer.Kind.LATER, asked, phone.waitUntil()));
    }
    // Keys and signatures take some milliseconds of a Pi each.
    return vertx
        .executeBlocking(() -> new Signed(seal(phone.keys(), note), sign(key, phone.address())))
        .compose(signed -> post(phone.address(), note, signed))
        .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .map(answer -> PushAnswer.of(host, answer.statusCode(), retryAfter(answer), now))
        .otherwise(why -> PushAnswer.none(host, why));
  }

  private record Signed(EncryptedPushMessage message, String authorization) {}

  private Future<HttpClientResponse> post(URI address, PushNote note, Signed signed) {
    return outbound
        .request(HttpMethod.POST, address.toString())
        .compose(request -> send(request, note, signed));
  }

  private static Future<HttpClientResponse> send(
      HttpClientRequest request, PushNote note, Signed signed) {
    request
        .putHeader("Authorization", signed.authorization())
        .putHeader("Content-Type", signed.message().mediaType())
        .putHeader("Content-Encoding", signed.message().contentEncoding())
        .putHeader("TTL", Long.toString(note.lasts().toSeconds()))
        .putHeader("Urgency", note.urgency())
        .putHeader("Topic", note.topic());
    return request
        .send(Buffer.buffer(signed.message().toBytes()))
        .compose(answer -> answer.end().map(answer));
  }

  /**
   * Seals what only the owner of those keys can open.
   *
   * @throws RuntimeException where they are no keys
   */
  static EncryptedPushMessage seal(Keys keys, PushNote note) {
    return MessageEncryptions.of()
        .encrypt(
            UserAgentMessageEncryptionKeyInfo.of(keys.agreement(), keys.secret()),
            PushMessage.ofUTF8(note.payload()));
  }

  private String sign(VAPIDKeyPair key, URI address) {
    VAPIDJWTParam.Builder claims =
        VAPIDJWTParam.getBuilder()
            .resourceURLString(address.toString())
            .expirationTime(clock.instant().plus(SIGNED_FOR));
    config.contact().ifPresent(claims::subject);
    return key.generateAuthorizationHeaderValue(claims.build());
  }

  private static Optional<String> retryAfter(HttpClientResponse answer) {
    return Optional.ofNullable(answer.getHeader("Retry-After"));
  }

  /** Of all phones: done when none is left to be asked again and one has it. */
  static Outcome outcome(List<PushAnswer> answers, long taken) {
    String told = taken == 0 ? "" : "taken for " + phones(taken) + "; ";
    if (answers.stream().anyMatch(is(PushAnswer.Kind.LATER))) {
      return Outcome.later(told + details(answers, is(PushAnswer.Kind.LATER)));
    }
    if (taken > 0) {
      return Outcome.taken(phones(taken));
    }
    return Outcome.refused(
        answers.isEmpty() ? "no-phone" : details(answers, is(PushAnswer.Kind.TAKEN).negate()));
  }

  private static String phones(long number) {
    return number == 1 ? "1 phone" : number + " phones";
  }

  private static Predicate<PushAnswer> is(PushAnswer.Kind kind) {
    return it -> it.kind() == kind;
  }

  private static String details(List<PushAnswer> answers, Predicate<PushAnswer> which) {
    return answers.stream()
        .filter(which)
        .map(PushAnswer::detail)
        .distinct()
        .collect(Collectors.joining("; "));
  }
}
