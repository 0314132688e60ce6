package fr.anima.hub;

import fr.anima.hub.eventlog.Projection;
import fr.anima.hub.eventlog.Topology;
import fr.anima.hub.health.Health;
import fr.anima.hub.history.Series;
import fr.anima.hub.live.Channel;
import fr.anima.hub.web.Routes;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Supplier;

/** What rooms plug into the spine, in the order of a reading's path. */
record Plugs(
    List<Topology> topologies,
    List<Projection<?>> projections,
    List<Series<?>> series,
    List<Channel> channels,
    List<Routes> routes,
    List<Chore> chores,
    List<Stage> stages) {
  /** What a room does again and again; one that fails is tried again the next time. */
  record Chore(String name, long everyMillis, Supplier<Future<Void>> work) {}

  /**
   * How a room is.
   *
   * @param needs the stages without which it cannot work
   * @param remedy what it means for people when it is not well, and what to do; everybody may read
   *     it
   */
  record Stage(
      String name, List<String> needs, String remedy, Supplier<Future<Health.Check>> check) {}
}
