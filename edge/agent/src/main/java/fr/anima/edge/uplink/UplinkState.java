package fr.anima.edge.uplink;

import java.util.Map;
import java.util.TreeMap;

/**
 * How the connection to the hub is at one moment.
 *
 * @param connected whether the hub has accepted this station and the connection stands
 * @param acknowledged records the hub has on disk, since the start
 * @param refused records the hub will never accept, since the start, by reason
 * @param connections how often a connection was made, since the start
 * @param trouble why there is no connection, or what the hub last held up; empty when all is well
 */
public record UplinkState(
    boolean connected,
    long acknowledged,
    Map<String, Long> refused,
    long connections,
    String trouble) {
  /** Takes a copy: a state does not change. */
  public UplinkState {
    refused = new TreeMap<>(refused);
  }
}
