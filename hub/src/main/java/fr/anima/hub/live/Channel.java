package fr.anima.hub.live;

import fr.anima.hub.eventlog.LogRecord;
import fr.anima.hub.eventlog.Topic;
import fr.anima.hub.people.Viewer;
import fr.anima.hub.web.Access;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;

/** Socket: what a room shows live, to whom, and in which form. */
public interface Channel {
  /** The word browsers ask for in {@code topics=}. */
  String name();

  /** Who may listen at all. */
  Access access();

  /** How things are now, for this viewer. */
  Future<List<JsonObject>> snapshot(Viewer viewer);

  /** What is watched for changes. */
  List<Watch<?>> watches();

  /** Whether it is told of hubs' canaries, and of nothing else; no room is. */
  default boolean isOfCanary() {
    return false;
  }

  /**
   * One topic and how its records become changes, several where a record says several things.
   *
   * @param <T> what a record says
   */
  record Watch<T>(Topic<T> topic, Function<LogRecord<T>, List<LiveMessage>> change) {}
}
