package fr.anima.hub.footfall;

import fr.anima.hub.eventlog.Json;
import fr.anima.hub.eventlog.LogRecord;
import fr.anima.hub.live.Channel;
import fr.anima.hub.live.LiveMessage;
import fr.anima.hub.people.Role;
import fr.anima.hub.people.Viewer;
import fr.anima.hub.web.Access;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;

/** Hourly totals as they grow, for officials. */
public final class FootfallChannel implements Channel {
  private final CounterBoard board;
  private final ZoneId zone;

  /** Over the counters and the site's zone. */
  public FootfallChannel(FootfallStore store, ZoneId zone, InstantSource clock) {
    this.board = new CounterBoard(store, zone, clock);
    this.zone = zone;
  }

  @Override
  public String name() {
    return "footfall";
  }

  @Override
  public Access access() {
    return Role.only(Role.OFFICIAL, Role.ADMIN);
  }

  @Override
  public Future<List<JsonObject>> snapshot(Viewer viewer) {
    return board.all().map(all -> all.stream().map(Json::object).toList());
  }

  @Override
  public List<Watch<?>> watches() {
    return List.of(new Watch<>(HourTotal.TOPIC, it -> List.of(change(it))));
  }

  /** Totals are absolute, so only the newest of a second matters. */
  private LiveMessage change(LogRecord<HourTotal> record) {
    HourTotal total = record.value();
    return LiveMessage.toAll(() -> body(total))
        .atMostOneASecondOf("footfall/" + total.key(), record.arrivedAt());
  }

  private JsonObject body(HourTotal total) {
    return new JsonObject()
        .put("kind", "footfall")
        .put("counter", total.counter())
        .put("hour", Json.object(FootfallHour.of(total, zone)));
  }
}
