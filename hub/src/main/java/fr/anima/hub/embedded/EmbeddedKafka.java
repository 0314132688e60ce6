package fr.anima.hub.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Kafka broker of one node (KRaft) in the hub's own process, on loopback. What it
 * acknowledged is on disk: it flushes with every batch.
 */
public final class EmbeddedKafka implements AutoCloseable {
  /** An open transaction of one who stood still for less than that goes on. */
  public static final Duration TRANSACTIONS = Duration.ofSeconds(40);

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedKafka.class);
  private static final int NODE = 1;

  private final KafkaRaftServer server;
  private final String address;
  private final DirectoryLock lock;

  private EmbeddedKafka(KafkaRaftServer server, String address, DirectoryLock lock) {
    this.server = server;
    this.address = address;
    this.lock = lock;
  }

  /**
   * Starts it with its files under that directory, which is made when missing. Blocks for some
   * seconds.
   *
   * @throws IOException when it does not start, saying where its files are
   */
  public static EmbeddedKafka start(Path home) throws IOException {
    PrivateFiles.directory(home);
    DirectoryLock lock = DirectoryLock.take(home);
    try {
      Path files = home.resolve("log");
      format(files);
      PrivateFiles.directory(files);
      String address = loopback(port(home.resolve("port"), 0));
      String controller = loopback(port(home.resolve("controller-port"), portOf(address)));
      KafkaConfig config =
          new KafkaConfig(BrokerSettings.of(NODE, files, address, controller), false);
      KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
      OrderedStart.start(server, NODE);
      LeftTransactions.end(address);
      LOG.info("event log started address={}", address);
      return new EmbeddedKafka(server, address, lock);
    } catch (Exception why) {
      lock.close();
      throw new IOException(
          "the embedded Kafka with its files under "
              + home
              + " did not start: "
              + why.getMessage()
              + "; make sure that the disk is not full and the files belong to this user",
          why);
    }
  }

  /** Host and port for clients. */
  public String address() {
    return address;
  }

  /** Stops it in good order, so that the next start need not check its files. Blocks. */
  @Override
  public void close() throws IOException {
    server.shutdown();
    server.awaitShutdown();
    lock.close();
  }

  /**
   * Gives the files an identity, once; a second time would be refused as a foreign disk. Kafka does
   * not force what it writes there, so the directory gets its name when all of it is on disk.
   */
  private static void format(Path files) throws Exception {
    if (Files.exists(files.resolve("meta.properties"))) {
      return;
    }
    Path fresh = files.resolveSibling("log.new");
    PrivateFiles.delete(fresh);
    PrivateFiles.directory(fresh);
    try (PrintStream silent = silent()) {
      new Formatter()
          .setClusterId(Uuid.randomUuid().toString())
          .setNodeId(NODE)
          .setDirectories(List.of(fresh.toString()))
          .setMetadataLogDirectory(fresh.toString())
          .setControllerListenerName(BrokerSettings.CONTROLLER)
          .setPrintStream(silent)
          .run();
    }
    PrivateFiles.syncAll(fresh);
    Files.move(fresh, files, StandardCopyOption.ATOMIC_MOVE);
    PrivateFiles.sync(files.resolveSibling("."));
  }

  private static PrintStream silent() {
    return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
  }

  /** The port of last time, so that an open client finds the log again; a free one otherwise. */
  private static int port(Path remembered, int taken) throws IOException {
    if (Files.exists(remembered)) {
      int before = Integer.parseInt(Files.readString(remembered, StandardCharsets.UTF_8).trim());
      if (before != taken && isFree(before)) {
        return before;
      }
    }
    int fresh = freePort();
    PrivateFiles.write(remembered, Integer.toString(fresh));
    return fresh;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  private static String loopback(int port) {
    return "127.0.0.1:" + port;
  }

  private static int portOf(String address) {
    return Integer.parseInt(address.substring(address.indexOf(':') + 1));
  }
}
