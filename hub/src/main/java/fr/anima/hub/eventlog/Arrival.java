package fr.anima.hub.eventlog;

import fr.anima.wire.Message;

/**
 * A station's message as the log keeps it: with the place the station was bolted to when it spoke,
 * so that a replaced station continues its place's history and a recomputation needs no registry.
 *
 * @param place id of the enclosure, bike or counter
 */
public record Arrival(String place, Message message) {
  /**
   * What decides its partition, and thereby its order. Readings go by place, because the stations
   * of one place are judged together; everything else by station.
   */
  public String key() {
    return message.kind() == Message.Kind.READINGS ? place : message.station().value();
  }
}
