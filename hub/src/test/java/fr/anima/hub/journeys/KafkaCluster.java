package fr.anima.hub.journeys;

import fr.anima.wire.FreePort;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
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

/**
 * Brokers as somebody else would run them: each a process, KRaft, on loopback. Three are their own
 * controllers; one that is alone has a controller beside it, which lives on when it is killed.
 */
final class KafkaCluster implements AutoCloseable {
  /** What {@code deploy/server/README.md} asks of brokers; Kafka's defaults where it says none. */
  private static final String SETTINGS =
      """
      process.roles=%s
      listeners=%s
      node.id=%d
      controller.quorum.voters=%s
      listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
      controller.listener.names=CONTROLLER
      log.dirs=%s
      auto.create.topics.enable=false
      default.replication.factor=%d
      min.insync.replicas=%d
      offsets.topic.replication.factor=%d
      transaction.state.log.replication.factor=%d
      transaction.state.log.min.isr=%d
      transaction.abort.timed.out.transaction.cleanup.interval.ms=1000
      # Small: three of them share two cores with three hubs.
      offsets.topic.num.partitions=6
      transaction.state.log.num.partitions=6
      log.cleaner.dedupe.buffer.size=4194304
      log.index.size.max.bytes=1048576
      """;

  /** The number of one that is no broker. */
  private static final int CONTROLLER = 100;

  private final Path folder;
  private final int brokers;
  private final int copiesOfOffsets;
  private final List<Process> processes = new ArrayList<>();
  private final List<Process> controllers = new ArrayList<>();
  private final List<Integer> ports;

  private KafkaCluster(Path folder, int brokers, int copiesOfOffsets) {
    this.folder = folder;
    this.brokers = brokers;
    this.copiesOfOffsets = copiesOfOffsets;
    this.ports = IntStream.range(0, 2 * brokers).mapToObj(i -> FreePort.any()).toList();
  }

  /** Starts three in that folder and waits until all know each other. */
  static KafkaCluster start(Path folder, int copiesOfOffsets) throws Exception {
    return new KafkaCluster(folder, 3, copiesOfOffsets).begin();
  }

  /** Starts one that is alone. */
  static KafkaCluster alone(Path folder) throws Exception {
    return new KafkaCluster(folder, 1, 1).begin();
  }

  private KafkaCluster begin() throws Exception {
    String id = Uuid.randomUuid().toString();
    if (brokers == 1) {
      format(CONTROLLER, id);
      controllers.add(launch(CONTROLLER));
    }
    for (int node = 1; node <= brokers; node++) {
      format(node, id);
      processes.add(launch(node));
    }
    try {
      untilWhole();
      return this;
    } catch (RuntimeException why) {
      close();
      throw why;
    }
  }

  /** All brokers stand still: "STOP"; or go on: "CONT". */
  void signal(String signal) throws Exception {
    for (Process each : processes) {
      new ProcessBuilder("kill", "-" + signal, Long.toString(each.pid())).start().waitFor();
    }
  }

  /** The end the kernel gives them. */
  void kill() throws InterruptedException {
    for (Process each : processes) {
      each.destroyForcibly().waitFor();
    }
  }

  /** Starts them again where they were. */
  void restart() throws Exception {
    for (int node = 1; node <= brokers; node++) {
      processes.set(node - 1, launch(node));
    }
  }

  /** As clients want it. */
  String addresses() {
    return IntStream.range(0, brokers)
        .mapToObj(it -> "127.0.0.1:" + ports.get(it))
        .collect(Collectors.joining(","));
  }

  @Override
  public void close() throws InterruptedException {
    kill();
    for (Process each : controllers) {
      each.destroyForcibly().waitFor();
    }
  }

  private Path home(int node) {
    return folder.resolve("broker-" + node);
  }

  private void format(int node, String cluster) throws Exception {
    Path log = Files.createDirectories(home(node).resolve("log"));
    int insync = brokers > 1 ? 2 : 1;
    Files.writeString(
        home(node).resolve("server.properties"),
        SETTINGS.formatted(
            node == CONTROLLER ? "controller" : brokers == 1 ? "broker" : "broker,controller",
            listeners(node),
            node,
            voters(),
            log,
            brokers,
            insync,
            copiesOfOffsets,
            brokers,
            insync));
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
  }

  private String voters() {
    return brokers == 1
        ? CONTROLLER + "@127.0.0.1:" + ports.get(1)
        : IntStream.rangeClosed(1, brokers)
            .mapToObj(it -> it + "@127.0.0.1:" + ports.get(brokers + it - 1))
            .collect(Collectors.joining(","));
  }

  private String listeners(int node) {
    String speaks = "PLAINTEXT://127.0.0.1:";
    String decides = "CONTROLLER://127.0.0.1:";
    if (brokers > 1) {
      return speaks + ports.get(node - 1) + "," + decides + ports.get(brokers + node - 1);
    }
    return node == CONTROLLER ? decides + ports.get(1) : speaks + ports.get(0);
  }

  private Process launch(int node) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx192m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "kafka.Kafka",
            home(node).resolve("server.properties").toString())
        .redirectErrorStream(true)
        .redirectOutput(
            ProcessBuilder.Redirect.appendTo(home(node).resolve("console.log").toFile()))
        .start();
  }

  private void untilWhole() {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", addresses()))) {
      Awaitility.await("all brokers")
          .atMost(Duration.ofMinutes(2))
          .ignoreExceptions()
          .until(() -> admin.describeCluster().nodes().get().size() == brokers);
    }
  }
}
