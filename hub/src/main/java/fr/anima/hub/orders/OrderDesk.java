package fr.anima.hub.orders;

import fr.anima.hub.eventlog.Json;
import fr.anima.hub.orders.OrderChannel.MerchantView;
import fr.anima.hub.orders.Orders.Site;
import fr.anima.hub.orders.Orders.Verdict;
import fr.anima.hub.orders.PlacingRules.Asked;
import fr.anima.hub.orders.PlacingRules.Wish;
import fr.anima.hub.orders.PlacingStore.Asking;
import fr.anima.hub.orders.PlacingStore.Placed;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** What customers and merchants do with orders. */
final class OrderDesk {
  private static final Duration SOONEST_PROMISE = Duration.ofMinutes(15);
  private static final Duration READY_BEFORE_SLOT = Duration.ofMinutes(30);

  private final OrderStore store;
  private final PlacingStore placing;
  private final InstantSource clock;
  private final Site site;

  OrderDesk(OrderStore store, PlacingStore placing, InstantSource clock, Site site) {
    this.store = store;
    this.placing = placing;
    this.clock = clock;
    this.site = site;
  }

  /** Places an order once, however often its key comes. */
  Future<Placed> place(Wish wish, String key) {
    UUID order = UUID.randomUUID();
    Instant now = now();
    String body = new String(Json.bytes(wish), StandardCharsets.UTF_8);
    return placing.place(
        new Asking(key, body, order, wish, now),
        shop -> PlacingRules.judge(new Asked(wish, shop, site, now), order, UUID::randomUUID));
  }

  /** A merchant moves their own part, if it is still at the version they saw. */
  Future<MerchantView> answer(Answering who, Move move) {
    return store
        .orderOf(who.share(), who.merchant())
        .compose(
            order ->
                order.isEmpty()
                    ? Verdict.<MerchantView>no(404, "not-found", "there is no such merchant order")
                        .orUndo()
                    : answer(order.get(), who, move));
  }

  private Future<MerchantView> answer(UUID order, Answering who, Move move) {
    Instant now = now();
    OrderStore.Change change = new OrderStore.Change(move.what(), who.person(), now);
    return store
        .change(
            order,
            change,
            it ->
                it.answered(
                    who.share(), share -> unchanged(share, who).then(move.on(it, now)), now))
        .map(it -> store.view(it, it.share(who.share()).orElseThrow()));
  }

  /** A merchant's parts that are open or were placed today. */
  Future<List<MerchantView>> ordersOf(Optional<String> merchant) {
    Instant today = now().atZone(site.zone()).truncatedTo(ChronoUnit.DAYS).toInstant();
    return merchant.isEmpty()
        ? Future.succeededFuture(List.of())
        : store.ofMerchant(merchant.get(), today);
  }

  /** A merchant's own part as it is now. */
  Future<Optional<MerchantView>> now(Answering who) {
    return store
        .orderOf(who.share(), who.merchant())
        .compose(
            order ->
                order.isEmpty()
                    ? Future.succeededFuture(Optional.empty())
                    : store.view(order.get(), who.share()));
  }

  private static Verdict<MerchantOrder> unchanged(MerchantOrder share, Answering who) {
    return share.version() == who.version()
        ? Verdict.yes(share)
        : Verdict.no(
            412,
            "stale-version",
            "it was changed meanwhile; look at it as it is now and decide again");
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** Who answers for which part, and which version of it they saw. */
  record Answering(UUID share, String merchant, String person, long version) {}

  /** What a merchant wants, with what it needs. */
  sealed interface Move {
    /** Yes, ready then; when they do not say, half an hour before the slot. */
    record Accept(Optional<Instant> readyAt) implements Move {}

    /** No, because. */
    record Refuse(MerchantOrder.Refusal reason) implements Move {}

    /** Work has begun. */
    record Prepare() implements Move {}

    /** So many bags wait. */
    record Ready(int bags) implements Move {}

    /** The word for the record. */
    default String what() {
      if (this instanceof Accept) {
        return "accepted";
      }
      if (this instanceof Refuse) {
        return "refused";
      }
      return this instanceof Ready ? "ready" : "in-preparation";
    }

    /** The move on that order's part. */
    default Function<MerchantOrder, Verdict<MerchantOrder>> on(Order order, Instant now) {
      if (this instanceof Accept yes) {
        return it -> it.accept(yes.readyAt().orElseGet(() -> promise(order, now)));
      }
      if (this instanceof Refuse no) {
        return it -> it.refuse(no.reason());
      }
      return this instanceof Ready ready
          ? it -> it.ready(ready.bags())
          : MerchantOrder::startPreparing;
    }

    private static Instant promise(Order order, Instant now) {
      Instant soonest = now.plus(SOONEST_PROMISE);
      Instant wanted = order.slot().from().minus(READY_BEFORE_SLOT);
      return wanted.isAfter(soonest) ? wanted : soonest;
    }
  }
}
