package fr.anima.hub.deliveries;

import static fr.anima.hub.deliveries.DeliveryStore.utc;
import static fr.anima.hub.deliveries.Stop.word;

import fr.anima.hub.database.Database;
import fr.anima.hub.deliveries.Stop.Attempt;
import fr.anima.hub.deliveries.Stop.Attempt.Step;
import fr.anima.hub.orders.OrderEvent;
import fr.anima.hub.orders.OrderStore;
import fr.anima.hub.orders.Orders.Verdict;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * What couriers report, in PostgreSQL: attempt, stop, order, bags and money move in one
 * transaction. A phone is judged by the time at which it acted, because it may have been offline
 * since.
 */
final class AttemptStore {
  /** How far a phone's clock may be off. */
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(2);

  private static final String ATTEMPT =
      "select stop, courier, bike, step, at, received_at from stop_attempt where event = $1";
  private static final String KEEP_ATTEMPT =
      """
      insert into stop_attempt (event, stop, courier, bike, step, at, received_at, proof_kind,
        proof_text, reason)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
      """;
  private static final String BIKES_ASSIGNED_AT =
      """
      select bike from assignment
      where delivery = $1 and since <= $3 and (until is null or until >= $2)
      order by until nulls first, since desc
      """;

  private final Database database;
  private final DeliveryChangesStore deliveries;
  private final OrderStore handover;

  AttemptStore(Database database, DeliveryChangesStore deliveries, OrderStore handover) {
    this.database = database;
    this.deliveries = deliveries;
    this.handover = handover;
  }

  /** Takes a report in; the same event again changes nothing. */
  Future<Void> report(Attempt attempt) {
    return database.inTransaction(
        tx ->
            ShiftStore.lock(tx, attempt.courier())
                .compose(shift -> DeliveryStore.lockOfStop(tx, attempt.stop()))
                .compose(
                    delivery ->
                        known(tx, attempt)
                            .compose(
                                known ->
                                    known.isPresent()
                                        ? again(known.get(), attempt)
                                        : first(tx, delivery, attempt))));
  }

  private Future<Void> first(SqlClient tx, Delivery delivery, Attempt attempt) {
    return rider(tx, delivery, attempt)
        .compose(bike -> freeToStart(tx, delivery, attempt.on(bike)))
        .compose(
            mine ->
                delivery
                    .reported(mine)
                    .orUndo()
                    .compose(after -> keep(tx, mine).map(done -> after))
                    .compose(after -> deliveries.keep(tx, delivery, after, actor(mine)))
                    .compose(after -> tellOrder(tx, delivery, after, mine)));
  }

  /** The bike on which this courier had this delivery when it happened, or nobody's business. */
  private static Future<String> rider(SqlClient tx, Delivery delivery, Attempt attempt) {
    Instant from = attempt.at().minus(CLOCKS_DIFFER);
    Instant until = attempt.at().plus(CLOCKS_DIFFER);
    return ShiftStore.ridden(tx, attempt.courier(), from, until)
        .compose(
            ridden ->
                tx.preparedQuery(BIKES_ASSIGNED_AT)
                    .execute(Tuple.of(delivery.id(), utc(from), utc(until)))
                    .compose(
                        rows ->
                            StreamSupport.stream(rows.spliterator(), false)
                                .map(it -> it.getString("bike"))
                                .filter(ridden::contains)
                                .findFirst()
                                .map(Future::succeededFuture)
                                .orElseGet(
                                    () ->
                                        Verdict.<String>no(
                                                404, "not-found", "there is no such stop")
                                            .orUndo())));
  }

  private static Future<Attempt> freeToStart(SqlClient tx, Delivery delivery, Attempt attempt) {
    if (attempt.step() != Step.STARTED) {
      return Future.succeededFuture(attempt);
    }
    Optional<String> here =
        delivery
            .live()
            .filter(it -> it.current() && !it.id().equals(attempt.stop()))
            .map(it -> it.spot().name())
            .findFirst();
    return DeliveryStore.elsewhere(tx, attempt.bike(), delivery.id())
        .compose(
            elsewhere ->
                here.or(() -> elsewhere)
                    .map(
                        it ->
                            Verdict.<Attempt>no(
                                409,
                                "other-stop",
                                "finish at " + it + " first: one stop at a time"))
                    .orElseGet(() -> Verdict.yes(attempt))
                    .orUndo());
  }

  private Future<Void> tellOrder(SqlClient tx, Delivery before, Delivery after, Attempt attempt) {
    Stop stop = after.stop(attempt.stop()).orElseThrow();
    if (before.stop(attempt.stop()).equals(Optional.of(stop))) {
      return Future.succeededFuture();
    }
    UUID order = after.order().id();
    OrderStore.Change change =
        new OrderStore.Change(
            word(stop.kind()) + "-" + word(attempt.step()), actor(attempt), attempt.at());
    Future<OrderEvent> told =
        switch (stop.kind()) {
          case PICKUP ->
              attempt.step() == Step.DONE
                  ? handover.collected(
                      tx, order, stop.share().orElseThrow(), attempt.bike(), change)
                  : Future.succeededFuture();
          case DROP ->
              switch (attempt.step()) {
                case STARTED, ARRIVED -> handover.approached(tx, order, true, change);
                case DONE -> handover.delivered(tx, order, change);
                case FAILED -> handover.approached(tx, order, false, change);
              };
        };
    return told.recover(AttemptStore::inCouriersWords).mapEmpty();
  }

  /** Bags that are not made cannot be taken: the courier should wait or report it. */
  private static <T> Future<T> inCouriersWords(Throwable why) {
    return why instanceof fr.anima.hub.orders.Orders.Refused no
            && no.problem().name().equals("wrong-state")
        ? Verdict.<T>no(409, "not-ready", no.problem().detail()).orUndo()
        : Future.failedFuture(why);
  }

  private static Future<Void> again(Attempt known, Attempt attempt) {
    return known.same(attempt)
        ? Future.succeededFuture()
        : Verdict.<Void>no(
                409, "event-reused", "event " + attempt.event() + " was something else before")
            .orUndo();
  }

  private static Future<Optional<Attempt>> known(SqlClient tx, Attempt attempt) {
    return tx.preparedQuery(ATTEMPT)
        .execute(Tuple.of(attempt.event()))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .findFirst()
                    .map(
                        it ->
                            new Attempt(
                                attempt.event(),
                                it.getUUID("stop"),
                                it.getUUID("courier"),
                                it.getString("bike"),
                                Stop.read(Step.class, it.getString("step")),
                                it.getOffsetDateTime("at").toInstant(),
                                it.getOffsetDateTime("received_at").toInstant(),
                                Optional.empty(),
                                Optional.empty())));
  }

  private static Future<Void> keep(SqlClient tx, Attempt it) {
    List<@Nullable Object> row = new ArrayList<>();
    row.add(it.event());
    row.add(it.stop());
    row.add(it.courier());
    row.add(it.bike());
    row.add(word(it.step()));
    row.add(utc(it.at()));
    row.add(utc(it.receivedAt()));
    row.add(it.proof().map(proof -> word(proof.sort())).orElse(null));
    row.add(it.proof().flatMap(Attempt.Proof::text).orElse(null));
    row.add(it.reason().map(Stop::word).orElse(null));
    return tx.preparedQuery(KEEP_ATTEMPT).execute(Tuple.from(row)).mapEmpty();
  }

  private static String actor(Attempt attempt) {
    return attempt.courier().toString();
  }
}
