package fr.anima.hub.eventlog;

import java.util.List;
import org.apache.kafka.streams.StreamsBuilder;

/** Socket for a room's stream computation; each runs as an application of its own. */
public interface Topology {
  /** Names the application and its state; never changes. */
  String name();

  /** The topics it writes, created at start when they are missing. */
  List<Topic<?>> writes();

  /** Adds the steps, each named, to the builder. */
  void build(StreamsBuilder builder);
}
