package fr.anima.hub.eventlog;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Who asks the brokers about themselves. */
public final class Admins {
  private Admins() {}

  /**
   * One that asks the brokers of that address list; none is asked yet.
   *
   * @param patience after which an answer that has not come is a failure
   */
  public static Admin of(String brokers, Duration patience) {
    int millis = (int) patience.toMillis();
    return Admin.create(
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis));
  }
}
