package fr.anima.hub.eventlog;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Before anything runs: every topic is there, and as safe as an acknowledgement promises. Missing
 * ones are created; wrong ones stop the start, because nobody would notice later.
 */
public final class TopicsCheck {
  private static final int SECONDS = 30;
  private static final int MOST_TRIES = 150;
  private static final Duration MONTH = Duration.ofDays(31);

  private TopicsCheck() {}

  /**
   * Creates what is missing and checks the rest. Blocks.
   *
   * @param rawRetention how long what stations said is kept
   * @return how the brokers keep records safe
   * @throws IllegalStateException when topics are not as they must be, naming each and what to do
   */
  public static Safety ensure(String brokers, List<Topic<?>> topics, Duration rawRetention) {
    Map<String, Topic<?>> wanted = new TreeMap<>();
    topics.forEach(each -> wanted.put(each.name(), each));
    try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers))) {
      Safety safety = Safety.with(get(admin.describeCluster().nodes()).size());
      create(admin, wanted, safety, rawRetention);
      List<String> mistakes = mistakes(admin, wanted, safety);
      if (!mistakes.isEmpty()) {
        throw new IllegalStateException(String.join("\n", mistakes));
      }
      return safety;
    }
  }

  private static void create(
      Admin admin, Map<String, Topic<?>> wanted, Safety safety, Duration rawRetention) {
    Set<String> present = get(admin.listTopics().names());
    List<NewTopic> missing =
        wanted.values().stream()
            .filter(it -> !present.contains(it.name()))
            .map(
                it ->
                    new NewTopic(it.name(), safety.partitions(), safety.replication())
                        .configs(configuration(it.keep(), safety, rawRetention)))
            .toList();
    if (!missing.isEmpty()) {
      get(admin.createTopics(missing).all());
      awaitVisible(admin, wanted.keySet());
    }
  }

  /** A broker knows of a new topic a moment later than the controller that made it. */
  private static void awaitVisible(Admin admin, Set<String> names) {
    Backoff backoff = new Backoff(Duration.ofMillis(20), Duration.ofMillis(200));
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      try {
        admin.describeTopics(names).allTopicNames().get(SECONDS, TimeUnit.SECONDS);
        return;
      } catch (ExecutionException | TimeoutException notYet) {
        backoff.pause();
      } catch (InterruptedException why) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static Map<String, String> configuration(
      Topic.Keep keep, Safety safety, Duration rawRetention) {
    Map<String, String> configuration = new HashMap<>();
    configuration.put(
        TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG, Long.toString(safety.flushMessages()));
    configuration.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(safety.inSync()));
    configuration.put(TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(64 << 20));
    switch (keep) {
      case RAW -> {
        configuration.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        configuration.put(TopicConfig.RETENTION_MS_CONFIG, millis(rawRetention));
      }
      case EVENTS -> configuration.put(TopicConfig.RETENTION_MS_CONFIG, millis(MONTH));
      case LATEST ->
          configuration.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    }
    return configuration;
  }

  private static List<String> mistakes(Admin admin, Map<String, Topic<?>> wanted, Safety needed) {
    Map<String, TopicDescription> found =
        get(admin.describeTopics(wanted.keySet()).allTopicNames());
    Map<ConfigResource, Config> configurations =
        get(
            admin
                .describeConfigs(wanted.keySet().stream().map(TopicsCheck::resource).toList())
                .all());
    List<String> mistakes = new ArrayList<>();
    for (Topic<?> topic : wanted.values()) {
      TopicDescription description = found.get(topic.name());
      Config configuration = configurations.get(resource(topic.name()));
      if (description != null && configuration != null) {
        tooNarrow(description, needed).ifPresent(mistakes::add);
        check(topic, description, configuration, mistakes);
      }
    }
    return mistakes;
  }

  /**
   * More partitions than needed only cost flushes: a topic made by an earlier hub stays as it is.
   */
  static Optional<String> tooNarrow(TopicDescription found, Safety needed) {
    int partitions = found.partitions().size();
    return partitions >= needed.partitions()
        ? Optional.empty()
        : Optional.of(
            "topic "
                + found.name()
                + " has "
                + partitions
                + " partitions, "
                + needed.partitions()
                + " needed: move it away under another name, then start again");
  }

  private static void check(
      Topic<?> topic, TopicDescription found, Config configuration, List<String> mistakes) {
    String name = "topic " + topic.name();
    Safety safety =
        new Safety(
            (short) found.partitions().get(0).replicas().size(),
            Integer.parseInt(value(configuration, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG)),
            Long.parseLong(value(configuration, TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG)));
    if (!safety.isSafe()) {
      mistakes.add(
          name
              + " would lose acknowledged records at a power cut (replication "
              + safety.replication()
              + ", min.insync.replicas "
              + safety.inSync()
              + "): give it replication 3 and min.insync.replicas 2, or set flush.messages=1");
    }
    String stamps = value(configuration, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG);
    if (topic.keep() == Topic.Keep.RAW && !stamps.equals("LogAppendTime")) {
      mistakes.add(
          name
              + " stamps records with "
              + stamps
              + ": set message.timestamp.type=LogAppendTime, else a wrong clock deletes records");
    }
  }

  private static String value(Config configuration, String name) {
    return configuration.get(name).value();
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }

  private static String millis(Duration duration) {
    return Long.toString(duration.toMillis());
  }

  private static <T> T get(KafkaFuture<T> answer) {
    try {
      return answer.get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException why) {
      throw new IllegalStateException(
          "the event log does not answer questions about topics: " + why, why);
    } catch (InterruptedException why) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while topics were checked", why);
    }
  }
}
