package fr.anima.hub.eventlog;

import fr.anima.wire.Message;

/**
 * A station's message as the log keeps it: with the place the station was bolted to when it spoke,
 * so that a replaced station continues its place's history and a recomputation needs no registry.
 *
 * @param place id of the enclosure, bike or counter, or where a hub's canary sits
 */
public record Arrival(String place, Message message) {
  /** What the place of a hub's own canary begins with, and no enclosure's, bike's or counter's. */
  public static final String CANARY = "~";

  /**
   * Whether it is of a place where a hub's canary sits: for no screen, no sum and nobody's list.
   */
  public static boolean isOfCanary(String place) {
    return place.startsWith(CANARY);
  }

  /** The same of a record, whatever it says. */
  public static boolean isOfCanary(LogRecord<?> record) {
    return record.value() instanceof Arrival arrival && isOfCanary(arrival.place());
  }

  /**
   * What decides its partition, and thereby its order. Readings go by place, because the stations
   * of one place are judged together; everything else by station.
   */
  public String key() {
    return message.kind() == Message.Kind.READINGS ? place : message.station().value();
  }
}
