package fr.anima.hub.eventlog;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Before anything runs: every topic is there, and as safe as an acknowledgement promises. Missing
 * ones are created; wrong ones stop the start, because nobody would notice later.
 */
public final class TopicsCheck {
  /** A first answer may take its time: the brokers may have been started with the hub. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

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
    try (Admin admin = Admins.of(brokers, PATIENCE)) {
      Set<String> present =
          get(admin.listTopics(new ListTopicsOptions().listInternal(true)).names());
      Safety safety = safety(admin, wanted.keySet(), present);
      create(admin, wanted, present, safety, rawRetention);
      List<String> mistakes = mistakes(admin, wanted, safety);
      mistakes.addAll(ClusterCheck.mistakes(admin, safety, present));
      if (!mistakes.isEmpty()) {
        throw new IllegalStateException(String.join("\n", mistakes));
      }
      return safety;
    }
  }

  /**
   * Checks that topics which are read together are parted alike. Blocks.
   *
   * @throws IllegalStateException when they are not, naming each and what to do
   */
  public static void ensureTogether(String brokers, List<Topic<?>> topics) {
    List<String> names = topics.stream().map(Topic::name).sorted().toList();
    try (Admin admin = Admins.of(brokers, PATIENCE)) {
      Map<String, Integer> partitions = new TreeMap<>();
      get(admin.describeTopics(names).allTopicNames())
          .forEach((name, found) -> partitions.put(name, found.partitions().size()));
      if (Set.copyOf(partitions.values()).size() > 1) {
        throw new IllegalStateException(
            "topics that are read together have different numbers of partitions "
                + partitions
                + ", so that a station and its enclosure would not meet: let a hub read them to"
                + " their ends (health says 0 records behind), stop every hub, give each the"
                + " greatest of these numbers, start again");
      }
    }
  }

  /** A cluster stays one while some of its brokers are away: what it already has tells. */
  private static Safety safety(Admin admin, Set<String> wanted, Set<String> present) {
    Set<String> ours = new HashSet<>(wanted);
    ours.retainAll(present);
    int brokers = get(admin.describeCluster().nodes()).size();
    return Safety.with(Math.max(brokers, ClusterCheck.copies(admin, ours)));
  }

  private static void create(
      Admin admin,
      Map<String, Topic<?>> wanted,
      Set<String> present,
      Safety safety,
      Duration rawRetention) {
    List<NewTopic> missing =
        wanted.values().stream()
            .filter(it -> !present.contains(it.name()))
            .map(
                it ->
                    new NewTopic(it.name(), safety.partitions(), safety.replication())
                        .configs(configuration(it.keep(), safety, rawRetention)))
            .toList();
    if (!missing.isEmpty()) {
      admin.createTopics(missing).values().values().forEach(TopicsCheck::created);
      awaitVisible(admin, wanted.keySet());
    }
  }

  /** By us, or a moment ago by another hub that starts at the same time. */
  private static void created(KafkaFuture<Void> answer) {
    try {
      get(answer);
    } catch (IllegalStateException why) {
      Throwable reason = why.getCause() == null ? why : why.getCause().getCause();
      if (!(reason instanceof TopicExistsException)) {
        throw why;
      }
    }
  }

  /** A broker knows of a new topic a moment later than the controller that made it. */
  private static void awaitVisible(Admin admin, Set<String> names) {
    Backoff backoff = new Backoff(Duration.ofMillis(20), Duration.ofMillis(200));
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      try {
        admin.describeTopics(names).allTopicNames().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
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
                + " needed, and none can be added later: let a hub read it to its end (health says 0"
                + " records behind), stop every hub, delete it and all topics whose names begin"
                + " with \"anima-\", start again; tables and history stay");
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

  static <T> T get(KafkaFuture<T> answer) {
    try {
      return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException why) {
      throw new IllegalStateException(
          "the event log does not answer questions about topics: " + why, why);
    } catch (InterruptedException why) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while topics were checked", why);
    }
  }
}
