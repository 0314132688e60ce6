package fr.anima.hub.health;

import fr.anima.hub.eventlog.Arrival;
import fr.anima.hub.eventlog.LogRecord;
import fr.anima.hub.eventlog.Topics;
import fr.anima.hub.live.Channel;
import fr.anima.hub.live.LiveMessage;
import fr.anima.hub.people.Viewer;
import fr.anima.hub.web.Access;
import fr.anima.hub.web.Caller;
import fr.anima.wire.Message;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** The canary's readings in the live stream, which no browser may ask for. */
public final class CanaryChannel implements Channel {
  static final String NAME = "canary";
  static final String STATION = "station";
  static final String SEQUENCE = "sequence";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Access access() {
    return new Access() {
      @Override
      public boolean admits(Optional<Caller> caller) {
        return false;
      }

      @Override
      public String words() {
        return "the hub itself";
      }
    };
  }

  @Override
  public boolean isOfCanary() {
    return true;
  }

  @Override
  public Future<List<JsonObject>> snapshot(Viewer viewer) {
    return Future.succeededFuture(List.of());
  }

  @Override
  public List<Watch<?>> watches() {
    return List.of(new Watch<>(Topics.READINGS, CanaryChannel::changes));
  }

  private static List<LiveMessage> changes(LogRecord<Arrival> record) {
    Message message = record.value().message();
    return List.of(
        LiveMessage.toAll(
            new JsonObject()
                .put("kind", NAME)
                .put(STATION, message.station().value())
                .put(SEQUENCE, message.stamp().sequence())));
  }
}
