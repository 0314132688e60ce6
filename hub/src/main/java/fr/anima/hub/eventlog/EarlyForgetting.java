package fr.anima.hub.eventlog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Drops the oldest records of topics before their time is over, and never one that somebody has yet
 * to read. The topics' own retention stays as it is, so that nothing has to be put back when there
 * is room again. The broker frees whole pieces of its files, a minute or two later.
 */
public final class EarlyForgetting {
  private final Admin admin;
  private final Map<String, Set<String>> readers;

  private EarlyForgetting(Admin admin, Map<String, Set<String>> readers) {
    this.admin = admin;
    this.readers = readers;
  }

  /**
   * Drops what came in before that. Blocks for as long as the brokers take to answer.
   *
   * @param readers the groups that read each topic; one that has not begun holds all of it
   * @return how many records of which topic, in words; empty when there was nothing to drop
   * @throws IllegalStateException when the brokers do not answer
   */
  public static List<String> run(String brokers, Map<String, Set<String>> readers, Instant before) {
    try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers))) {
      return new EarlyForgetting(admin, readers).run(before);
    }
  }

  private List<String> run(Instant before) {
    List<TopicPartition> all =
        TopicsCheck.get(admin.describeTopics(readers.keySet()).allTopicNames()).values().stream()
            .flatMap(
                topic ->
                    topic.partitions().stream()
                        .map(it -> new TopicPartition(topic.name(), it.partition())))
            .toList();
    Map<TopicPartition, Long> begins = offsets(all, OffsetSpec.earliest());
    Map<TopicPartition, Long> ends = offsets(all, OffsetSpec.latest());
    Map<TopicPartition, Long> old = offsets(all, OffsetSpec.forTimestamp(before.toEpochMilli()));
    Map<TopicPartition, RecordsToDelete> gone = new HashMap<>();
    List<String> words = new ArrayList<>();
    for (TopicPartition each : all) {
      long end = ends.getOrDefault(each, 0L);
      long begin = begins.getOrDefault(each, 0L);
      long young = old.getOrDefault(each, 0L);
      long until = Math.min(read(each, end), young < 0 ? end : young);
      if (until > begin) {
        gone.put(each, RecordsToDelete.beforeOffset(until));
        words.add((until - begin) + " of " + each);
      }
    }
    if (!gone.isEmpty()) {
      TopicsCheck.get(admin.deleteRecords(gone).all());
    }
    return words;
  }

  /** Before which offset all who read that topic have done with it. */
  private long read(TopicPartition where, long end) {
    long least = end;
    for (String group : readers.getOrDefault(where.topic(), Set.of())) {
      OffsetAndMetadata committed =
          TopicsCheck.get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
              .get(where);
      least = Math.min(least, committed == null ? 0 : committed.offset());
    }
    return least;
  }

  private Map<TopicPartition, Long> offsets(List<TopicPartition> all, OffsetSpec which) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    all.forEach(it -> asked.put(it, which));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    Map<TopicPartition, ListOffsetsResultInfo> told =
        TopicsCheck.get(admin.listOffsets(asked).all());
    told.forEach((partition, info) -> offsets.put(partition, info.offset()));
    return offsets;
  }
}
