package fr.anima.edge.spool;

import java.util.Map;
import java.util.TreeMap;

/**
 * How the spool is at one moment.
 *
 * @param records waiting for the hub's acknowledgement
 * @param bytes their files' size on the card
 * @param losses records lost since the spool was first opened, by {@link SpoolLoss} name; empty is
 *     the good case
 * @param trouble why the card does not take records at present; empty when it does
 */
public record SpoolState(long records, long bytes, Map<String, Long> losses, String trouble) {
  /** Takes a copy: a state does not change. */
  public SpoolState {
    losses = new TreeMap<>(losses);
  }
}
