package fr.anima.hub.journeys;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.awaitility.Awaitility;

/** Three brokers as somebody else would run them: each a process of its own, KRaft, on loopback. */
final class KafkaCluster implements AutoCloseable {
  private static final int BROKERS = 3;

  /** What {@code deploy/server/README.md} asks of brokers; Kafka's defaults where it says none. */
  private static final String SETTINGS =
      """
      process.roles=broker,controller
      node.id=%d
      controller.quorum.voters=%s
      listeners=BROKER://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d
      listener.security.protocol.map=BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT
      inter.broker.listener.name=BROKER
      controller.listener.names=CONTROLLER
      log.dirs=%s
      auto.create.topics.enable=false
      default.replication.factor=3
      min.insync.replicas=2
      offsets.topic.replication.factor=%d
      transaction.state.log.replication.factor=3
      transaction.state.log.min.isr=2
      transaction.abort.timed.out.transaction.cleanup.interval.ms=1000
      # Small: three of them share two cores with three hubs.
      offsets.topic.num.partitions=6
      transaction.state.log.num.partitions=6
      log.cleaner.dedupe.buffer.size=4194304
      log.index.size.max.bytes=1048576
      """;

  private final List<Process> processes = new ArrayList<>();
  private final List<Integer> ports = freePorts(2 * BROKERS);

  private KafkaCluster() {}

  /** Starts them in that folder and waits until all three know each other. */
  static KafkaCluster start(Path folder, int copiesOfOffsets) throws Exception {
    KafkaCluster cluster = new KafkaCluster();
    String id = Uuid.randomUuid().toString();
    for (int node = 1; node <= BROKERS; node++) {
      cluster.processes.add(
          cluster.launch(folder.resolve("broker-" + node), node, id, copiesOfOffsets));
    }
    try {
      cluster.untilWhole();
      return cluster;
    } catch (RuntimeException why) {
      cluster.close();
      throw why;
    }
  }

  /** As clients want it. */
  String addresses() {
    return IntStream.range(0, BROKERS)
        .mapToObj(it -> "127.0.0.1:" + ports.get(it))
        .collect(Collectors.joining(","));
  }

  @Override
  public void close() throws InterruptedException {
    for (Process each : processes) {
      each.destroyForcibly().waitFor();
    }
  }

  private Process launch(Path home, int node, String cluster, int copiesOfOffsets)
      throws Exception {
    Path log = Files.createDirectories(home.resolve("log"));
    String voters =
        IntStream.rangeClosed(1, BROKERS)
            .mapToObj(it -> it + "@127.0.0.1:" + ports.get(BROKERS + it - 1))
            .collect(Collectors.joining(","));
    Path file = home.resolve("server.properties");
    Files.writeString(
        file,
        SETTINGS.formatted(
            node,
            voters,
            ports.get(node - 1),
            ports.get(BROKERS + node - 1),
            log,
            copiesOfOffsets));
    try (PrintStream silent =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      new Formatter()
          .setClusterId(cluster)
          .setNodeId(node)
          .setDirectories(List.of(log.toString()))
          .setMetadataLogDirectory(log.toString())
          .setControllerListenerName("CONTROLLER")
          .setPrintStream(silent)
          .run();
    }
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx192m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "kafka.Kafka",
            file.toString())
        .redirectErrorStream(true)
        .redirectOutput(home.resolve("console.log").toFile())
        .start();
  }

  private void untilWhole() {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", addresses()))) {
      Awaitility.await("three brokers")
          .atMost(Duration.ofMinutes(2))
          .ignoreExceptions()
          .until(() -> admin.describeCluster().nodes().get().size() == BROKERS);
    }
  }

  /** All at once, so that none is given twice. */
  private static List<Integer> freePorts(int count) {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0));
      }
      List<Integer> ports = sockets.stream().map(ServerSocket::getLocalPort).toList();
      for (ServerSocket each : sockets) {
        each.close();
      }
      return ports;
    } catch (IOException why) {
      throw new UncheckedIOException(why);
    }
  }
}
