package fr.anima.hub.history.influx;

import java.net.URI;
import java.util.Optional;

/**
 * An InfluxDB of one's own.
 *
 * @param address such as {@code http://influx:8086}
 * @param database the database of 1.x, the first part of the buckets' names of 2.x
 * @param token an API token of 2.x, {@code user:password} of 1.x; none where nobody is asked
 * @param organisation whose the buckets are; 2.x only
 */
public record InfluxConfig(
    URI address, String database, Optional<String> token, String organisation) {
  /** Never the token. */
  @Override
  public String toString() {
    return address + "/" + database;
  }
}
