package fr.anima.hub.bikes;

import fr.anima.hub.eventlog.Arrival;
import fr.anima.hub.eventlog.Json;
import fr.anima.hub.eventlog.LogRecord;
import fr.anima.hub.eventlog.Topics;
import fr.anima.hub.live.Channel;
import fr.anima.hub.live.LiveMessage;
import fr.anima.hub.people.Role;
import fr.anima.hub.people.Viewer;
import fr.anima.hub.web.Access;
import fr.anima.wire.Position;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Fixes straight from the log and motions as they turn, for dispatchers. */
public final class BikeChannel implements Channel {
  private final BikeBoard board;

  /** Over what is known of bikes and of who rides them. */
  public BikeChannel(BikeStore store, Bikes.Pairings pairings) {
    this.board = new BikeBoard(store, pairings);
  }

  @Override
  public String name() {
    return "positions";
  }

  @Override
  public Access access() {
    return Role.only(Role.DISPATCHER, Role.ADMIN);
  }

  @Override
  public Future<List<JsonObject>> snapshot(Viewer viewer) {
    return board.all().map(all -> all.stream().map(Json::object).toList());
  }

  @Override
  public List<Watch<?>> watches() {
    return List.of(
        new Watch<>(Topics.POSITIONS, BikeChannel::position),
        new Watch<>(Motion.TOPIC, it -> List.of(motion(it.value()))));
  }

  private static List<LiveMessage> position(LogRecord<Arrival> record) {
    if (!(record.value().message() instanceof Position position)) {
      return List.of();
    }
    return List.of(
        LiveMessage.toAll(() -> body(record, position))
            .atMostOneASecondOf("position/" + record.value().place(), position.measuredAt()));
  }

  private static JsonObject body(LogRecord<Arrival> record, Position position) {
    return new JsonObject()
        .put("kind", "position")
        .put("bike", record.value().place())
        .put("position", Json.object(Fix.of(position, record.arrivedAt())));
  }

  private static LiveMessage motion(Motion motion) {
    JsonObject whole = Json.object(motion);
    return LiveMessage.toAll(
        new JsonObject()
            .put("kind", "motion")
            .put("bike", motion.bike())
            .put("motion", whole.getString("motion"))
            .put("since", whole.getString("since")));
  }
}
