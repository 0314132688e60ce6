package fr.anima.hub.ingest.conformance;

import fr.anima.hub.ingest.conformance.RawMqtt.Ending;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Bytes that a client sends, and how a server must take them.
 *
 * @param statements of the standard that ask for it, for example {@code MQTT-3.1.0-2}
 * @param version 4 is MQTT 3.1.1, 5 is MQTT 5
 * @param ending how the hub must end it
 * @param said packets the hub must have said, among others
 * @param differs why Mosquitto 2.0 ends it otherwise, where it does
 */
record Script(
    List<String> statements,
    String name,
    int version,
    ByteBuffer bytes,
    Ending ending,
    List<String> said,
    Optional<String> differs) {

  Script saying(String... packets) {
    List<String> all = Stream.concat(said.stream(), Stream.of(packets)).toList();
    return new Script(statements, name, version, bytes, ending, all, differs);
  }

  Script differing(String why) {
    return new Script(statements, name, version, bytes, ending, said, Optional.of(why));
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  @Override
  public String toString() {
    return (version == 4 ? "3.1.1 " : "5 ") + name + " " + statements;
  }
}
