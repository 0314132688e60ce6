package fr.anima.hub.embedded;

import java.nio.file.Path;
import java.util.Properties;

/** How the broker beside the hub is set up: small, on loopback, and flushing. */
final class BrokerSettings {
  static final String CONTROLLER = "CONTROLLER";
  private static final String BROKER = "BROKER";
  private static final String ONE = "1";

  /** Ten days. */
  private static final String FOR_EVER_MILLIS = "864000000";

  private BrokerSettings() {}

  static Properties of(int node, Path files, String address, String controller) {
    Properties settings = new Properties();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", Integer.toString(node));
    settings.put("controller.quorum.voters", node + "@" + controller);
    settings.put("listeners", BROKER + "://" + address + "," + CONTROLLER + "://" + controller);
    settings.put("advertised.listeners", BROKER + "://" + address);
    settings.put(
        "listener.security.protocol.map", BROKER + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
    settings.put("inter.broker.listener.name", BROKER);
    settings.put("controller.listener.names", CONTROLLER);
    settings.put("log.dirs", files.toString());
    settings.put("auto.create.topics.enable", "false");
    durable(settings);
    quick(settings);
    small(settings);
    return settings;
  }

  /** Acknowledged means on disk, for our topics and for Kafka's own (offsets, transactions). */
  private static void durable(Properties settings) {
    settings.put("log.flush.interval.messages", ONE);
    settings.put("default.replication.factor", ONE);
    settings.put("min.insync.replicas", ONE);
    settings.put("offsets.topic.replication.factor", ONE);
    settings.put("transaction.state.log.replication.factor", ONE);
    settings.put("transaction.state.log.min.isr", ONE);
    settings.put("share.coordinator.state.topic.replication.factor", ONE);
    settings.put("share.coordinator.state.topic.min.isr", ONE);
  }

  /**
   * A broker whose disk or machine stands still is not put aside: nobody could take over from it,
   * and its partitions would seem to be deleted ({@link OrderedStart} ends the session of one that
   * was killed).
   */
  private static void quick(Properties settings) {
    settings.put("controlled.shutdown.enable", "true");
    settings.put("broker.session.timeout.ms", FOR_EVER_MILLIS);
    settings.put("broker.heartbeat.interval.ms", "300");
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("group.min.session.timeout.ms", "2000");
    settings.put("log.retention.check.interval.ms", "60000");
  }

  private static void small(Properties settings) {
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "4");
    settings.put("background.threads", "2");
    settings.put("num.recovery.threads.per.data.dir", ONE);
    settings.put("offsets.topic.num.partitions", ONE);
    settings.put("transaction.state.log.num.partitions", ONE);
    settings.put("share.coordinator.state.topic.num.partitions", ONE);
    settings.put("offsets.topic.segment.bytes", "16777216");
    settings.put("transaction.state.log.segment.bytes", "16777216");
    settings.put("offsets.load.buffer.size", "1048576");
    settings.put("transaction.state.log.load.buffer.size", "1048576");
    // Changelogs that an earlier hub made say nothing of their pieces; only whole ones are
    // compacted.
    settings.put("log.segment.bytes", "33554432");
    settings.put("log.index.size.max.bytes", "1048576");
    settings.put("log.cleaner.threads", ONE);
    settings.put("log.cleaner.dedupe.buffer.size", "4194304");
    settings.put("log.cleaner.io.buffer.size", "131072");
    settings.put("queued.max.requests", "100");
    settings.put("socket.send.buffer.bytes", "131072");
    settings.put("socket.receive.buffer.bytes", "131072");
    settings.put("producer.purgatory.purge.interval.requests", "200");
    settings.put("fetch.purgatory.purge.interval.requests", "200");
  }
}
