package fr.anima.hub;

import fr.anima.hub.eventlog.Projection;
import fr.anima.hub.eventlog.Topology;
import fr.anima.hub.history.Series;
import fr.anima.hub.live.Channel;
import fr.anima.hub.web.Routes;
import java.util.List;

/** What rooms plug into the spine, in the order of a reading's path. */
record Plugs(
    List<Topology> topologies,
    List<Projection<?>> projections,
    List<Series<?>> series,
    List<Channel> channels,
    List<Routes> routes) {}
