package fr.anima.hub.eventlog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Kafka keeps for itself in a cluster must survive a broker as our topics do. The settings
 * file that comes with Kafka says one copy of both, and nobody notices before that broker dies.
 */
final class ClusterCheck {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterCheck.class);

  /** Kafka's own topics, and the setting by which a broker makes each when it is first needed. */
  private static final Map<String, String> OWN =
      Map.of(
          "__consumer_offsets", "offsets.topic.replication.factor",
          "__transaction_state", "transaction.state.log.replication.factor");

  private static final String CLEANING =
      "transaction.abort.timed.out.transaction.cleanup.interval.ms";

  /** Ten seconds by default, which a takeover would wait for on top of everything else. */
  private static final int SLOW_CLEANING_MILLIS = 2_000;

  private ClusterCheck() {}

  /** What is wrong with the brokers' own topics, and how to mend it. Blocks. */
  static List<String> mistakes(Admin admin, Safety needed, Set<String> present) {
    List<String> mistakes = new ArrayList<>();
    if (!needed.isCluster()) {
      return mistakes;
    }
    Config broker = aBroker(admin);
    int cleaning = Integer.parseInt(broker.get(CLEANING).value());
    if (cleaning > SLOW_CLEANING_MILLIS) {
      LOG.warn(
          "after a hub dies its work may stand still for {} ms: set {}={} on every broker",
          cleaning,
          CLEANING,
          SLOW_CLEANING_MILLIS / 2);
    }
    OWN.forEach(
        (topic, setting) -> {
          int copies =
              present.contains(topic)
                  ? copies(admin, topic)
                  : Integer.parseInt(broker.get(setting).value());
          if (copies < needed.replication()) {
            mistakes.add(mistake(topic, setting, copies, present.contains(topic)));
          }
        });
    return mistakes;
  }

  /** How many copies each of these topics has; those that are there are all asked for at once. */
  static int copies(Admin admin, Set<String> topics) {
    return TopicsCheck.get(admin.describeTopics(topics).allTopicNames()).values().stream()
        .mapToInt(ClusterCheck::copies)
        .max()
        .orElse(0);
  }

  private static int copies(Admin admin, String topic) {
    return copies(admin, Set.of(topic));
  }

  private static int copies(TopicDescription topic) {
    return topic.partitions().get(0).replicas().size();
  }

  private static String mistake(String topic, String setting, int copies, boolean there) {
    String how =
        "topic "
            + topic
            + (there ? " has " : " would get ")
            + copies
            + " copies, 3 needed: hubs stand still when its broker dies; set "
            + setting
            + "=3 on every broker";
    return there ? how + " and give it copies with kafka-reassign-partitions.sh" : how;
  }

  private static Config aBroker(Admin admin) {
    String id = TopicsCheck.get(admin.describeCluster().nodes()).iterator().next().idString();
    ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, id);
    Map<ConfigResource, Config> all = TopicsCheck.get(admin.describeConfigs(List.of(broker)).all());
    return all.values().iterator().next();
  }
}
