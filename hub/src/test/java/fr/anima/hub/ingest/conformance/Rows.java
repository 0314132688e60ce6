package fr.anima.hub.ingest.conformance;

import static fr.anima.hub.ingest.conformance.RawMqtt.Ending.ENDS;
import static fr.anima.hub.ingest.conformance.RawMqtt.Ending.STAYS;
import static fr.anima.hub.ingest.conformance.RawMqtt.Ending.WAITS;

import fr.anima.hub.ingest.conformance.RawMqtt.Ending;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes down scripts of one version, one row after the other. */
final class Rows {
  private static final String LENIENT = "Mosquitto 2.0 does not look at it";

  private final int version;
  private final byte[] before;
  private final List<Script> scripts = new ArrayList<>();

  private Rows(int version, byte[] before) {
    this.version = version;
    this.before = before;
  }

  /** Whose bytes are everything that is sent. */
  static Rows bare(int version) {
    return new Rows(version, new byte[0]);
  }

  /** That follow a good CONNECT. */
  static Rows connected(int version) {
    return new Rows(version, Connects.good(version));
  }

  List<Script> all() {
    return scripts;
  }

  /** What a server must end. */
  Rows ends(String statements, String name, byte[] bytes) {
    return add(statements, name, bytes, ENDS);
  }

  /** What a server must take, saying this. */
  Rows stays(String statements, String name, byte[] bytes, String... said) {
    return add(statements, name, bytes, STAYS).saying("CONNACK 00").saying(said);
  }

  /** What is not a whole packet yet. */
  Rows waits(String statements, String name, byte[] bytes) {
    return add(statements, name, bytes, WAITS);
  }

  private Rows add(String statements, String name, byte[] bytes, Ending ending) {
    ByteBuffer all = ByteBuffer.wrap(Script.join(before, bytes));
    scripts.add(
        new Script(
            List.of(statements.split(" ")),
            name,
            version,
            all,
            ending,
            List.of(),
            Optional.empty()));
    return this;
  }

  /** The row just written also says this. */
  Rows saying(String... packets) {
    int last = scripts.size() - 1;
    scripts.set(last, scripts.get(last).saying(packets));
    return this;
  }

  /** Mosquitto ends the row just written otherwise, for this reason. */
  Rows differing(String why) {
    int last = scripts.size() - 1;
    scripts.set(last, scripts.get(last).differing(why));
    return this;
  }

  /** Mosquitto goes on where the standard asks it to end. */
  Rows overlooked() {
    return differing(LENIENT);
  }
}
