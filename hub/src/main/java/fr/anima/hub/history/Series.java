package fr.anima.hub.history;

import fr.anima.hub.eventlog.LogRecord;
import fr.anima.hub.eventlog.Topic;
import java.util.List;

/**
 * Socket: how what a topic says becomes points.
 *
 * @param <T> what a record says
 */
public interface Series<T> {
  /** Where the points come from. */
  Topic<T> topic();

  /** Whether it is told of hubs' canaries, and of nothing else; no room is. */
  default boolean isOfCanary() {
    return false;
  }

  /** The points of one record; none when it says nothing that is kept. */
  List<Point> points(LogRecord<T> record);
}
