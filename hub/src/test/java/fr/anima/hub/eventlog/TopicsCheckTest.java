package fr.anima.hub.eventlog;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.eventlog.Topic.Keep;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.junit.jupiter.api.Test;

class TopicsCheckTest {
  private final String brokers = TestLog.brokers();

  @Test
  void missing_topics_are_created_and_a_second_look_finds_nothing_wrong() {
    List<Topic<?>> topics =
        List.of(raw("anima.fresh-raw.v1"), Topic.json("anima.fresh.v1", String.class, Keep.LATEST));

    Safety first = TopicsCheck.ensure(brokers, topics, Duration.ofDays(30));
    Safety second = TopicsCheck.ensure(brokers, topics, Duration.ofDays(30));

    assertEquals(new Safety((short) 1, 1, 1), first);
    assertEquals(first, second);
  }

  @Test
  void every_topic_that_is_not_as_it_must_be_is_named_with_what_to_do() throws Exception {
    create("anima.lossy.v1", 6, Map.of("flush.messages", "1000"));
    create("anima.stamped.v1", 6, Map.of("flush.messages", "1"));

    IllegalStateException refusal =
        refusalOf(
            List.of(
                Topic.json("anima.lossy.v1", String.class, Keep.EVENTS), raw("anima.stamped.v1")));

    String[] lines = String.valueOf(refusal.getMessage()).split("\n", -1);
    assertEquals(2, lines.length);
    assertTrue(lines[0].contains("anima.lossy.v1 would lose acknowledged records"), lines[0]);
    assertTrue(lines[1].contains("anima.stamped.v1 stamps records with CreateTime"), lines[1]);
  }

  @Test
  void a_cluster_needs_twelve_partitions_and_one_disk_flushes_one() {
    TopicDescription narrow = described(1);

    assertTrue(
        TopicsCheck.tooNarrow(narrow, Safety.with(3))
            .orElse("")
            .contains("1 partitions, 12 needed"));
    assertEquals(Optional.empty(), TopicsCheck.tooNarrow(narrow, Safety.with(1)));
    assertEquals(Optional.empty(), TopicsCheck.tooNarrow(described(6), Safety.with(1)));
  }

  @Test
  void topics_that_are_read_together_are_parted_alike_or_the_hub_does_not_start() throws Exception {
    create("anima.one.v1", 6, Map.of("flush.messages", "1"));
    create("anima.other.v1", 6, Map.of("flush.messages", "1"));
    create("anima.wider.v1", 12, Map.of("flush.messages", "1"));
    Topic<String> one = Topic.json("anima.one.v1", String.class, Keep.EVENTS);
    Topic<String> other = Topic.json("anima.other.v1", String.class, Keep.EVENTS);
    Topic<String> wider = Topic.json("anima.wider.v1", String.class, Keep.EVENTS);
    TopicsCheck.ensureTogether(brokers, List.of(one, other));

    IllegalStateException refusal =
        assertThrows(
            IllegalStateException.class,
            () -> TopicsCheck.ensureTogether(brokers, List.of(one, wider)));

    String why = String.valueOf(refusal.getMessage());
    assertTrue(why.contains("{anima.one.v1=6, anima.wider.v1=12}"), why);
  }

  @Test
  void hubs_that_start_together_do_not_stop_each_other() {
    List<Topic<?>> topics =
        IntStream.range(0, 20).<Topic<?>>mapToObj(it -> raw("anima.raced-" + it + ".v1")).toList();

    List<Safety> all =
        IntStream.range(0, 4)
            .mapToObj(
                hub ->
                    CompletableFuture.supplyAsync(
                        () -> TopicsCheck.ensure(brokers, topics, Duration.ofDays(30)),
                        runnable -> new Thread(runnable, "hub-" + hub).start()))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();

    assertEquals(Collections.nCopies(4, Safety.with(1)), all);
  }

  @Test
  void a_cluster_of_three_keeps_three_copies() {
    assertEquals(3, Safety.with(3).replication());
    assertEquals(2, Safety.with(5).inSync());
    assertTrue(Safety.with(3).isSafe());
    assertTrue(Safety.with(1).isSafe());
  }

  private static TopicDescription described(int partitions) {
    return new TopicDescription(
        "anima.some.v1",
        false,
        IntStream.range(0, partitions)
            .mapToObj(it -> new TopicPartitionInfo(it, Node.noNode(), List.of(), List.of()))
            .toList());
  }

  private void create(String name, int partitions, Map<String, String> settings) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
      NewTopic topic = new NewTopic(name, Optional.of(partitions), Optional.empty());
      admin.createTopics(List.of(topic.configs(settings))).all().get();
      await()
          .ignoreExceptions()
          .until(() -> admin.describeTopics(List.of(name)).allTopicNames().get().size() == 1);
    }
  }

  private IllegalStateException refusalOf(List<Topic<?>> topics) {
    return assertThrows(
        IllegalStateException.class,
        () -> TopicsCheck.ensure(brokers, topics, Duration.ofDays(30)));
  }

  private static Topic<String> raw(String name) {
    return Topic.json(name, String.class, Keep.RAW);
  }
}
