package fr.anima.hub.notices.sending;

import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Everybody who carries letters, as the operator has set them up. */
public final class Carriers {
  private Carriers() {}

  /** One for each way; none connects before its first letter. */
  public static List<Carrier> of(Vertx vertx, CarrierConfig config, InstantSource clock) {
    List<Carrier> carriers = new ArrayList<>();
    config.mail().ifPresent(it -> carriers.add(new MailCarrier(vertx, it)));
    config.webhook().ifPresent(it -> carriers.add(new WebhookCarrier(vertx, it, clock)));
    return List.copyOf(carriers);
  }
}
