package fr.anima.hub.history;

import java.time.Instant;
import java.util.Map;

/**
 * What one message says about one subject at one instant, as history keeps it.
 *
 * @param measurement a word such as {@code conditions} or {@code position}
 * @param subject the enclosure, bike or counter
 * @param identity (station, boot, sequence): the same point written twice is kept once, two points
 *     of the same millisecond are both kept
 * @param estimated whether the station's clock was only guessing
 * @param fields value by field name
 */
public record Point(
    String measurement,
    String subject,
    Instant measuredAt,
    Instant arrivedAt,
    Identity identity,
    boolean estimated,
    Map<String, Double> fields) {
  /** Which message a point came from. */
  public record Identity(String station, long boot, long sequence) {}
}
