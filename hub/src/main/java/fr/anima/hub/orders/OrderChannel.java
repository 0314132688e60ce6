package fr.anima.hub.orders;

import fr.anima.hub.eventlog.Json;
import fr.anima.hub.eventlog.LogRecord;
import fr.anima.hub.eventlog.Topic;
import fr.anima.hub.live.Channel;
import fr.anima.hub.live.LiveMessage;
import fr.anima.hub.orders.ShopStore.Shop;
import fr.anima.hub.people.Role;
import fr.anima.hub.people.Viewer;
import fr.anima.hub.web.Access;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A merchant's orders, live, and never another merchant's. */
final class OrderChannel implements Channel {
  private final OrderDesk desk;

  OrderChannel(OrderDesk desk) {
    this.desk = desk;
  }

  @Override
  public String name() {
    return "orders";
  }

  @Override
  public Access access() {
    return Role.only(Role.MERCHANT);
  }

  @Override
  public Future<List<JsonObject>> snapshot(Viewer viewer) {
    return desk.ordersOf(viewer.scope()).map(orders -> orders.stream().map(Json::object).toList());
  }

  @Override
  public List<Watch<?>> watches() {
    return List.of(new Watch<>(MerchantView.TOPIC, OrderChannel::change));
  }

  private static List<LiveMessage> change(LogRecord<MerchantView> record) {
    MerchantView order = record.value();
    return List.of(
        LiveMessage.toAll(new JsonObject().put("kind", "order").put("order", Json.object(order)))
            .onlyFor(viewer -> viewer.scope().filter(order.merchant()::equals).isPresent()));
  }

  /** A merchant's part of an order as that merchant sees it: the contract's MerchantOrder. */
  record MerchantView(
      UUID id,
      long number,
      String merchant,
      String customerFirstName,
      MerchantOrder.State state,
      Shop.Slot slot,
      Optional<Instant> readyAt,
      Instant placedAt,
      Instant answerBy,
      Optional<MerchantOrder.Refusal> refusal,
      int parcels,
      List<Item> lines,
      long version) {
    /** Each merchant's parts as they change, by order id. */
    static final Topic<MerchantView> TOPIC =
        Topic.json("anima.merchant-orders.v1", MerchantView.class, Topic.Keep.EVENTS);

    static MerchantView of(Order order, MerchantOrder share, Duration answerWithin) {
      return new MerchantView(
          share.id(),
          order.number(),
          share.merchant().id(),
          order.wanted().calledAs(),
          share.state(),
          order.slot(),
          share.readyAt(),
          order.placedAt(),
          order.placedAt().plus(answerWithin),
          share.refusal(),
          share.parcels().size(),
          share.lines().stream().map(MerchantView::item).toList(),
          share.version());
    }

    private static Item item(MerchantOrder.Line line) {
      return new Item(
          line.product(), line.name(), line.quantity(), line.priceCents(), line.state());
    }

    /** One line, without what a shop need not know. */
    record Item(
        String product,
        String name,
        int quantity,
        long priceCents,
        MerchantOrder.Line.Fate state) {}
  }
}
