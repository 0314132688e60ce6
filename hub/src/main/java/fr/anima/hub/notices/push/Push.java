package fr.anima.hub.notices.push;

import fr.anima.hub.database.Database;
import fr.anima.hub.notices.sending.Carrier;
import fr.anima.hub.web.Routes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;

/** The door of this room. Web Push is always set up: the hub makes its own key. */
public final class Push {
  /** A push service that takes longer is as good as away; less than a claim lasts. */
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private final PhoneStore phones;
  private final Carrier carrier;
  private final Routes routes;
  private final InstantSource clock;

  /** Over an up-to-date schema; connects to a push service with the first letter. */
  public Push(Vertx vertx, Database database, PushConfig config, InstantSource clock) {
    this.phones = new PhoneStore(database);
    this.clock = clock;
    VapidStore vapid = new VapidStore(database);
    PushServices services = new PushServices(config.services());
    this.carrier = new PushCarrier(vertx, phones, vapid, config, PATIENCE, clock);
    this.routes = new PhonesRoutes(phones, vapid, services, clock);
  }

  /** Carries letters to people's phones. */
  public Carrier carrier() {
    return carrier;
  }

  /** Everyone's own phones. */
  public Routes routes() {
    return routes;
  }

  /** Forgets phones that no longer count; meant for every minute. */
  public Future<Void> lookBack() {
    return phones.forget(clock.instant());
  }
}
