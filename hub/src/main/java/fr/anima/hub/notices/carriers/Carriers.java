package fr.anima.hub.notices.carriers;

import fr.anima.hub.database.Database;
import fr.anima.hub.notices.sending.Carrier;
import fr.anima.hub.notices.sms.SmsCarrier;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Everybody who carries letters, as the operator has set them up. */
public final class Carriers {
  private Carriers() {}

  /** One for each way; none connects before its first letter. */
  public static List<Carrier> of(
      Vertx vertx, Database database, CarrierConfig config, InstantSource clock) {
    List<Carrier> carriers = new ArrayList<>();
    config.mail().ifPresent(it -> carriers.add(new MailCarrier(vertx, it)));
    config.webhook().ifPresent(it -> carriers.add(new WebhookCarrier(vertx, it, clock)));
    config.sms().ifPresent(it -> carriers.add(new SmsCarrier(vertx, database, it, clock)));
    return List.copyOf(carriers);
  }
}
