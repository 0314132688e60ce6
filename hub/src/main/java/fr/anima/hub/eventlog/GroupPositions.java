package fr.anima.hub.eventlog;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * How far readers of the log have come, as the brokers know it, whichever hub they run on. Answers
 * come on a thread of Kafka's, and fail when the brokers do not answer.
 */
public final class GroupPositions implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Admin admin;

  /** Asks the brokers of that address list; none is asked yet. */
  public GroupPositions(String brokers) {
    this.admin = Admins.of(brokers, PATIENCE);
  }

  /**
   * The offset before which all of those groups have done with a partition; -1 when one of them has
   * never begun.
   */
  public Future<Long> done(List<String> groups, TopicPartition where) {
    List<Future<Long>> all = groups.stream().map(it -> done(it, where)).toList();
    return Future.all(all)
        .map(asked -> all.stream().mapToLong(Future::result).min().orElse(Long.MAX_VALUE));
  }

  private Future<Long> done(String group, TopicPartition where) {
    return answer(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
        .map(all -> Optional.ofNullable(all.get(where)).map(OffsetAndMetadata::offset).orElse(-1L));
  }

  /** Whether each of those groups has a member, on any hub, that reads a partition at present. */
  public Future<Boolean> areHeld(List<String> groups, TopicPartition where) {
    return answer(admin.describeConsumerGroups(groups).all())
        .map(all -> all.values().stream().allMatch(it -> isHeld(it, where)));
  }

  private static boolean isHeld(ConsumerGroupDescription group, TopicPartition where) {
    return group.members().stream()
        .anyMatch(it -> it.assignment().topicPartitions().contains(where));
  }

  @Override
  public void close() {
    admin.close();
  }

  private static <T> Future<T> answer(KafkaFuture<T> asked) {
    return Future.fromCompletionStage(asked.toCompletionStage());
  }
}
