package fr.anima.hub.ingest.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import fr.anima.hub.database.TestDatabase;
import fr.anima.hub.eventlog.InMemoryEventLog;
import fr.anima.hub.fixtures.Mosquitto;
import fr.anima.hub.ingest.MqttIngest;
import fr.anima.hub.ingest.conformance.RawMqtt.Ending;
import fr.anima.hub.ingest.conformance.RawMqtt.Outcome;
import fr.anima.hub.stations.StationKey;
import fr.anima.hub.stations.StationRegistry;
import fr.anima.wire.FreePort;
import fr.anima.wire.StationId;
import fr.anima.wire.StationKind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The hub's endpoint, and Debian's Mosquitto as the oracle, under the same scripts. */
class MqttConformanceTest {
  private static final int PATIENCE_MILLIS = 10_000;
  private static final int UNFINISHED_MILLIS = 300;

  /** How many statements each section of the standard has, where it has any (its appendix B). */
  private static final String STATEMENTS =
      """
      1.5.4:1-3 1.5.5:1-1 1.5.7:1-1 2.1.3:1-1 2.2.1:2-6 2.2.2:1-1 3.1.0:1-2 3.1.2:1-33 3.1.3:1-10
      3.1.4:1-6 3.2.0:1-2 3.2.2:1-22 3.3.1:1-13 3.3.2:1-20 3.3.4:1-10 3.4.2:1-3 3.5.2:1-3 3.6.1:1-1
      3.6.2:1-3 3.7.2:1-3 3.8.1:1-1 3.8.3:1-5 3.8.4:1-8 3.9.2:1-2 3.9.3:1-2 3.10.1:1-1 3.10.3:1-2
      3.10.4:1-6 3.11.2:1-2 3.11.3:1-2 3.12.4:1-1 3.14.0:1-1 3.14.1:1-1 3.14.2:1-4 3.14.4:1-3
      3.15.1:1-1 3.15.2:1-2 4.1.0:1-2 4.2.0:1-1 4.3.1:1-1 4.3.2:1-5 4.3.3:1-13 4.4.0:1-2 4.5.0:1-2
      4.6.0:1-6 4.7.0:1-1 4.7.1:1-2 4.7.2:1-1 4.7.3:1-4 4.8.2:1-6 4.9.0:1-3 4.12.0:1-7 4.12.1:1-2
      4.13.1:1-1 4.13.2:1-1 6.0.0:1-4 7.0.0:1-2 7.1.1:1-1 7.1.2:1-1""";

  @TempDir Path directory;

  @Test
  void the_hub_takes_every_script_as_the_standard_asks() throws Exception {
    Vertx vertx = Vertx.vertx();
    Logger lines = (Logger) LoggerFactory.getLogger("fr.anima.hub.ingest");
    lines.setLevel(Level.ERROR); // 1,700 connections and why most of them ended
    try {
      RawMqtt hub = new RawMqtt(hub(vertx));

      List<String> wrong = new ArrayList<>();
      for (Script script : scripts()) {
        Outcome outcome = play(hub, script);
        boolean right = outcome.ending() == script.ending();
        if (!right || !outcome.replies().containsAll(script.said())) {
          wrong.add(script + ": " + outcome + ", not " + script.ending() + " " + script.said());
        }
      }

      assertEquals(List.of(), wrong);
    } finally {
      lines.setLevel(null);
      TestDatabase.await(vertx.close());
    }
  }

  @Test
  void mosquitto_ends_what_the_hub_ends_but_where_a_reason_is_given() throws Exception {
    Mosquitto.assumeInstalled();
    int port = FreePort.any();
    Process broker = mosquitto(port);
    try {
      Awaitility.await().until(() -> answers(port));
      RawMqtt mosquitto = new RawMqtt(port);

      List<String> unexplained = new ArrayList<>();
      for (Script script : scripts()) {
        boolean same = play(mosquitto, script).ending() == script.ending();
        if (same == script.differs().isPresent()) {
          unexplained.add(script + (same ? " does not differ" : " differs"));
        }
      }

      assertEquals(List.of(), unexplained);
    } finally {
      broker.destroyForcibly().waitFor();
    }
  }

  @Test
  void every_statement_has_a_script_or_a_reason() throws IOException {
    Set<String> played = new TreeSet<>();
    scripts().forEach(it -> it.statements().forEach(id -> played.add(id.substring(5))));
    Set<String> explained = new TreeSet<>(explained());

    Set<String> known = new TreeSet<>(played);
    known.addAll(explained);

    assertEquals(statements(), known);
    explained.retainAll(played);
    assertTrue(explained.isEmpty(), "a script and a reason not to have one: " + explained);
  }

  private static List<Script> scripts() {
    return Stream.of(Connects.all(), Publishes.all(), Subscriptions.all(), FirstBytes.all())
        .flatMap(List::stream)
        .toList();
  }

  private static Outcome play(RawMqtt server, Script script) throws IOException {
    boolean hearing = script.ending() == Ending.ENDS && !script.said().isEmpty();
    int patience = script.ending() == Ending.WAITS ? UNFINISHED_MILLIS : PATIENCE_MILLIS;
    return server.play(script.bytes().array(), patience, hearing);
  }

  private static Set<String> statements() {
    return Pattern.compile("(\\S+):(\\d+)-(\\d+)")
        .matcher(STATEMENTS)
        .results()
        .flatMap(
            section ->
                IntStream.rangeClosed(
                        Integer.parseInt(section.group(2)), Integer.parseInt(section.group(3)))
                    .mapToObj(number -> section.group(1) + "-" + number))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> explained() throws IOException {
    try (var in = MqttConformanceTest.class.getResourceAsStream("mqtt-5-statements.txt")) {
      String table = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return table
          .lines()
          .filter(line -> !line.startsWith("#"))
          .flatMap(line -> Pattern.compile("\\d+\\.\\d+\\.\\d+-\\d+").matcher(line).results())
          .map(found -> found.group())
          .toList();
    }
  }

  private static int hub(Vertx vertx) throws IOException {
    InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-23T10:00:00Z"));
    StationRegistry registry = new StationRegistry();
    registry.replace(
        List.of(
            new StationRegistry.Entry(
                new StationId(Connects.STATION),
                StationKind.ENCLOSURE,
                "pen",
                new StationKey(Connects.KEY).hash(),
                Optional.empty())));
    int port = FreePort.any();
    MqttIngest.Shared shared =
        new MqttIngest.Shared(
            new InMemoryEventLog(clock),
            registry,
            new SimpleMeterRegistry(),
            clock,
            ZoneOffset.UTC);
    MqttIngest.Endpoint endpoint = new MqttIngest.Endpoint("127.0.0.1", port, Optional.empty());
    TestDatabase.await(vertx.deployVerticle(new MqttIngest(endpoint, shared)));
    return port;
  }

  private Process mosquitto(int port) throws IOException {
    Path config = directory.resolve("mosquitto.conf");
    Files.writeString(config, "listener " + port + " 127.0.0.1\nallow_anonymous true\n");
    return new ProcessBuilder(Mosquitto.PROGRAM.toString(), "-c", config.toString())
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("mosquitto.log").toFile())
        .start();
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }
}
