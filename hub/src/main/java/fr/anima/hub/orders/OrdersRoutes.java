package fr.anima.hub.orders;

import fr.anima.hub.eventlog.Json;
import fr.anima.hub.orders.MerchantOrder.Words;
import fr.anima.hub.orders.OrderDesk.Answering;
import fr.anima.hub.orders.OrderDesk.Move;
import fr.anima.hub.orders.Orders.Refused;
import fr.anima.hub.orders.Orders.Site;
import fr.anima.hub.orders.PlacingRules.Wish;
import fr.anima.hub.orders.PlacingStore.Placed;
import fr.anima.hub.orders.ShopStore.Shop;
import fr.anima.hub.people.Role;
import fr.anima.hub.people.Viewer;
import fr.anima.hub.web.Access;
import fr.anima.hub.web.Answer;
import fr.anima.hub.web.Operations;
import fr.anima.hub.web.Problem;
import fr.anima.hub.web.Request;
import fr.anima.hub.web.Routes;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Orders, merchants' answers and the shop, as the contract tells them. */
final class OrdersRoutes implements Routes {
  private final OrderDesk desk;
  private final ShopStore shop;
  private final InstantSource clock;
  private final Site site;

  OrdersRoutes(OrderDesk desk, ShopStore shop, InstantSource clock, Site site) {
    this.desk = desk;
    this.shop = shop;
    this.clock = clock;
    this.site = site;
  }

  @Override
  public void declare(Operations operations) {
    operations.operation("getShop", Access.everyone(), this::getShop);
    operations.operation("placeOrder", Access.everyone(), this::placeOrder);
    operations.operation("putMerchant", Role.only(Role.ADMIN), this::putMerchant);
    operations.operation("putProduct", Role.only(Role.ADMIN), this::putProduct);
    operations.operation("putSlots", Role.only(Role.ADMIN, Role.DISPATCHER), this::putSlots);
    operations.operation("listMerchantOrders", Role.only(Role.MERCHANT), this::listMerchantOrders);
    operations.operation(
        "changeMerchantOrder", Role.only(Role.MERCHANT), this::changeMerchantOrder);
  }

  private Future<Answer> getShop(Request request) {
    Instant now = clock.instant();
    return shop.shop(now)
        .map(
            it ->
                Answer.ok(
                    new JsonObject()
                        .put("hubTime", now.toString())
                        .put("zone", site.zone().getId())
                        .put("deliveryFeeCents", site.deliveryFeeCents())
                        .put(
                            "centre",
                            new JsonObject()
                                .put("latitude", site.centreLatitude())
                                .put("longitude", site.centreLongitude()))
                        .put("radiusMetres", site.radiusMetres())
                        .put("slots", Json.array(it.slots()))
                        .put("merchants", merchants(it))));
  }

  private static JsonArray merchants(Shop shop) {
    Map<String, List<Shop.Product>> products =
        shop.products().stream().collect(Collectors.groupingBy(Shop.Product::merchant));
    JsonArray merchants = new JsonArray();
    for (Shop.Merchant merchant : shop.merchants()) {
      JsonArray sold = new JsonArray();
      products.getOrDefault(merchant.id(), List.of()).forEach(it -> sold.add(product(it)));
      merchants.add(
          new JsonObject()
              .put("id", merchant.id())
              .put("name", merchant.name())
              .put("products", sold));
    }
    return merchants;
  }

  private static JsonObject product(Shop.Product it) {
    return new JsonObject()
        .put("id", it.id())
        .put("name", it.name())
        .put("priceCents", it.priceCents())
        .put("inStock", it.stock())
        .put("temperatureClass", it.temperatureClass());
  }

  private Future<Answer> placeOrder(Request request) {
    String key = request.header("Idempotency-Key").orElseThrow();
    return desk.place(wish(request.body()), key)
        .map(OrdersRoutes::placed)
        .recover(OrdersRoutes::refused);
  }

  private static Wish wish(JsonObject body) {
    JsonObject customer = body.getJsonObject("customer");
    JsonObject place = body.getJsonObject("place");
    List<Wish.Line> lines =
        body.getJsonArray("lines").stream()
            .map(JsonObject.class::cast)
            .map(
                it ->
                    new Wish.Line(
                        it.getString("merchant"),
                        it.getString("product"),
                        it.getInteger("quantity")))
            .toList();
    Order.Wanted wanted =
        new Order.Wanted(
            customer.getString("name"),
            customer.getString("phone"),
            text(customer, "email"),
            place.getString("address"),
            text(place, "instructions"),
            place.getDouble("latitude"),
            place.getDouble("longitude"));
    return new Wish(
        wanted, UUID.fromString(body.getString("slot")), lines, body.getLong("totalCents"));
  }

  private static Answer placed(Placed it) {
    return Answer.created(
        new JsonObject()
            .put("number", it.number())
            .put("totalCents", it.totalCents())
            .put("trackingPath", "/suivi/" + it.token())
            .put("slot", Json.object(it.slot())));
  }

  private Future<Answer> putMerchant(Request request) {
    JsonObject body = request.body();
    return shop.put(
            new Shop.Merchant(
                request.parameter("merchant"),
                body.getString("name"),
                body.getString("address"),
                body.getDouble("latitude"),
                body.getDouble("longitude"),
                text(body, "phone")))
        .map(done -> Answer.nothing());
  }

  private Future<Answer> putProduct(Request request) {
    JsonObject body = request.body();
    return shop.put(
            new Shop.Product(
                request.parameter("merchant"),
                request.parameter("product"),
                body.getString("name"),
                body.getLong("priceCents"),
                body.getInteger("stock"),
                body.getString("temperatureClass"),
                body.getInteger("weightGrams")))
        .map(known -> known ? Answer.nothing() : Answer.problem(Problem.notFound("merchant")));
  }

  private Future<Answer> putSlots(Request request) {
    List<Shop.Offer> slots =
        request.body().getJsonArray("slots").stream()
            .map(JsonObject.class::cast)
            .map(
                it ->
                    new Shop.Offer(
                        instant(it, "from"), instant(it, "until"), it.getInteger("capacity")))
            .toList();
    for (int i = 0; i < slots.size(); i++) {
      if (!slots.get(i).until().isAfter(slots.get(i).from())) {
        String detail = "slot " + i + " ends before it starts: give a later end";
        return Future.succeededFuture(
            Answer.problem(Problem.of(400, "invalid", detail).at("/slots/" + i + "/until")));
      }
    }
    return shop.offer(slots).map(done -> Answer.nothing());
  }

  private Future<Answer> listMerchantOrders(Request request) {
    Instant now = clock.instant();
    return desk.ordersOf(Viewer.of(request).scope())
        .map(
            it ->
                Answer.ok(
                    new JsonObject().put("hubTime", now.toString()).put("orders", Json.array(it))));
  }

  private Future<Answer> changeMerchantOrder(Request request) {
    Viewer viewer = Viewer.of(request);
    Answering who =
        new Answering(
            request.uuid("merchantOrder"),
            viewer.scope().orElse(""),
            viewer.person().toString(),
            request.version());
    Optional<Problem> wrong = incomplete(request.body());
    if (wrong.isPresent()) {
      return Future.succeededFuture(Answer.problem(wrong.get()));
    }
    return desk.answer(who, move(request.body()))
        .map(it -> Answer.ok(Json.object(it)).version(it.version()))
        .recover(why -> withCurrent(why, who));
  }

  private Optional<Problem> incomplete(JsonObject body) {
    if (body.getString("to").equals("refused") && text(body, "reason").isEmpty()) {
      return Optional.of(
          Problem.of(400, "invalid", "a refusal needs a reason: the customer reads it")
              .at("/reason"));
    }
    boolean past =
        text(body, "readyAt")
            .map(it -> instant(body, "readyAt"))
            .filter(it -> it.isBefore(clock.instant().minusSeconds(60)))
            .isPresent();
    return past
        ? Optional.of(
            Problem.of(400, "invalid", "readyAt is over: promise a time to come").at("/readyAt"))
        : Optional.empty();
  }

  private static Move move(JsonObject body) {
    return switch (Words.read(MerchantOrder.State.class, body.getString("to"))) {
      case ACCEPTED -> new Move.Accept(text(body, "readyAt").map(it -> instant(body, "readyAt")));
      case REFUSED ->
          new Move.Refuse(Words.read(MerchantOrder.Refusal.class, body.getString("reason")));
      case IN_PREPARATION -> new Move.Prepare();
      case READY -> new Move.Ready(body.getInteger("parcels", 1));
      case PROPOSED, COLLECTED, CANCELLED ->
          throw new IllegalArgumentException("the contract admits no " + body.getString("to"));
    };
  }

  private Future<Answer> withCurrent(Throwable why, Answering who) {
    if (why instanceof Refused no
        && (no.problem().status() == 409 || no.problem().status() == 412)) {
      return desk.now(who)
          .map(
              now ->
                  Answer.problem(
                      now.map(it -> no.problem().showing(Json.object(it))).orElse(no.problem())));
    }
    return refused(why);
  }

  /** The answer to a wish that was not granted; anything else stays a failure. */
  private static Future<Answer> refused(Throwable why) {
    if (why instanceof Refused no) {
      Problem problem = no.problem();
      return Future.succeededFuture(
          Answer.problem(
              no.facts().isEmpty() ? problem : problem.showing(new JsonObject(no.facts()))));
    }
    return Future.failedFuture(why);
  }

  private static Optional<String> text(JsonObject body, String name) {
    return Optional.ofNullable(body.getString(name)).filter(it -> !it.isBlank());
  }

  private static Instant instant(JsonObject body, String name) {
    return OffsetDateTime.parse(body.getString(name)).toInstant();
  }
}
