package fr.anima.hub.notices.sending;

import fr.anima.hub.notices.sending.Carrier.Outcome;
import fr.anima.hub.notices.sending.SendingStore.Claimed;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands due notices to their carriers, and notes what became of each. */
public final class NoticeSender {
  private static final Logger LOG = LoggerFactory.getLogger(NoticeSender.class);

  /** What could not be said for a day is said by no one any more. */
  private static final Duration GIVE_UP_AFTER = Duration.ofDays(1);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
  private static final int MOST_DOUBLINGS = 6;

  private final SendingStore store;
  private final Map<Way, Carrier> carriers;
  private final InstantSource clock;
  private final Timer delivery;
  private final Set<Way> busy = ConcurrentHashMap.newKeySet();

  /** With one carrier for each way that is set up. */
  public NoticeSender(
      SendingStore store, List<Carrier> carriers, InstantSource clock, MeterRegistry meters) {
    this.store = store;
    this.carriers = carriers.stream().collect(Collectors.toMap(Carrier::way, it -> it));
    this.clock = clock;
    this.delivery =
        Timer.builder("anima.notice.delivery")
            .description("from the change that somebody is told of until a channel took the notice")
            .register(meters);
  }

  /**
   * Sends what is due, each way by itself: a mail server that hangs keeps no phone waiting. A way
   * that an earlier call is still at is left to it.
   */
  public Future<Void> send() {
    return Future.join(Stream.of(Way.values()).map(this::send).toList()).mapEmpty();
  }

  private Future<Void> send(Way way) {
    return busy.add(way)
        ? round(way).onComplete(done -> busy.remove(way))
        : Future.succeededFuture();
  }

  /** Which ways fail at present, in words; empty when none does. */
  public Future<Optional<String>> trouble() {
    return store
        .failing()
        .map(
            failing ->
                Optional.of(
                        failing.entrySet().stream()
                            .map(it -> it.getKey() + ": " + it.getValue())
                            .collect(Collectors.joining("; ")))
                    .filter(it -> !it.isEmpty()));
  }

  private Future<Void> round(Way way) {
    return store
        .claim(way, clock.instant())
        .compose(
            claimed ->
                claimed.isEmpty()
                    ? Future.succeededFuture()
                    : sendAll(claimed).compose(done -> round(way)));
  }

  /** People side by side, the notices of one person in order. */
  private Future<Void> sendAll(List<Claimed> claimed) {
    Map<UUID, List<Claimed>> byPerson = new LinkedHashMap<>();
    claimed.forEach(
        it ->
            byPerson
                .computeIfAbsent(it.letter().to().person(), person -> new ArrayList<>())
                .add(it));
    List<Future<Void>> chains = byPerson.values().stream().map(this::chain).toList();
    return Future.join(chains).mapEmpty();
  }

  private Future<Void> chain(List<Claimed> letters) {
    Future<Void> chain = Future.succeededFuture();
    for (Claimed each : letters) {
      chain = chain.compose(before -> send(each));
    }
    return chain;
  }

  private Future<Void> send(Claimed it) {
    return Optional.ofNullable(carriers.get(it.way()))
        .map(carrier -> Future.succeededFuture(carrier).compose(each -> each.carry(it.letter())))
        .orElseGet(() -> Future.succeededFuture(Outcome.refused("no longer set up")))
        .otherwise(why -> Outcome.later(String.valueOf(why.getMessage())))
        .compose(outcome -> note(it, outcome));
  }

  private Future<Void> note(Claimed it, Outcome outcome) {
    Instant now = clock.instant();
    return switch (outcome.kind()) {
      case TAKEN -> {
        delivery.record(Duration.between(it.wantedAt(), now));
        yield store.sent(it, now);
      }
      case LATER -> {
        Optional<Instant> again = nextTry(it.wantedAt(), it.attempts(), now);
        tellOnce(it, outcome.detail());
        yield store.failed(it, outcome.detail(), again, now);
      }
      case REFUSED -> {
        LOG.warn(
            "notice refused way={} id={} reason={}", it.way(), it.letter().id(), outcome.detail());
        yield store.failed(it, outcome.detail(), Optional.empty(), now);
      }
    };
  }

  private static void tellOnce(Claimed it, String why) {
    if (it.attempts() == 1) {
      LOG.warn("notice waits way={} id={} reason={}", it.way(), it.letter().id(), why);
    }
  }

  /** Pauses double from 5 s to 5 min; empty when a day has gone by. */
  static Optional<Instant> nextTry(Instant wantedAt, int attempts, Instant now) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts - 1, MOST_DOUBLINGS));
    Instant next = now.plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
    return Optional.of(next).filter(it -> it.isBefore(wantedAt.plus(GIVE_UP_AFTER)));
  }
}
