package fr.anima.hub.eventlog;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.StreamsBuilder;

/** Socket for a room's stream computation; each runs as an application of its own. */
public interface Topology {
  /** Names the application and its state; never changes. */
  String name();

  /** The topics it writes, created at start when they are missing. */
  List<Topic<?>> writes();

  /**
   * Topics whose records of one key must meet in one task, so that each has as many partitions as
   * the others; empty when it reads one.
   */
  default List<Topic<?>> together() {
    return List.of();
  }

  /** What it makes of all that stations said; empty when it only announces. */
  default Optional<Aggregate<?>> aggregate() {
    return Optional.empty();
  }

  /** Adds the steps, each named, to the builder. */
  void build(StreamsBuilder builder);
}
