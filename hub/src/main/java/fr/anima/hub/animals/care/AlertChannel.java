package fr.anima.hub.animals.care;

import fr.anima.hub.eventlog.Json;
import fr.anima.hub.eventlog.Topic;
import fr.anima.hub.live.Channel;
import fr.anima.hub.live.LiveMessage;
import fr.anima.hub.people.Role;
import fr.anima.hub.people.Viewer;
import fr.anima.hub.web.Access;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Alerts and cleanings as they change, for keepers. */
public final class AlertChannel implements Channel {
  private final AlertStore alerts;

  /** Over the alerts. */
  public AlertChannel(AlertStore alerts) {
    this.alerts = alerts;
  }

  /** The same changes for another room, which reads of an alert what it needs. */
  public static <T> Topic<T> changesAs(Class<T> shape) {
    return Topic.json(Alert.TOPIC.name(), shape, Alert.TOPIC.keep());
  }

  @Override
  public String name() {
    return "alerts";
  }

  @Override
  public Access access() {
    return Role.only(Role.KEEPER, Role.ADMIN);
  }

  @Override
  public Future<List<JsonObject>> snapshot(Viewer viewer) {
    return alerts.listed().map(open -> open.stream().map(Json::object).toList());
  }

  @Override
  public List<Watch<?>> watches() {
    return List.of(
        new Watch<>(Alert.TOPIC, record -> List.of(change(record.value()))),
        new Watch<>(Cleaning.TOPIC, record -> List.of(change(record.value()))));
  }

  private static LiveMessage change(Cleaning cleaning) {
    return LiveMessage.toAll(
        new JsonObject().put("kind", "cleaning").put("cleaning", Json.object(cleaning)));
  }

  private static LiveMessage change(Alert alert) {
    return LiveMessage.toAll(
        new JsonObject().put("kind", "alert").put("alert", Json.object(alert)));
  }
}
