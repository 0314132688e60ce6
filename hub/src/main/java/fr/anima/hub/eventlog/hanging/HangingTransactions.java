package fr.anima.hub.eventlog.hanging;

import fr.anima.hub.eventlog.Admins;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeProducersResult.PartitionProducerState;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;

/**
 * Ends transactions that hang: one of their partitions waits to be told the end, and whoever
 * coordinates them believes that it was. Whoever reads what is committed stops there for ever, as
 * the streams do. Kafka names them so and knows how to find them (KIP-664); a Kafka 4.3.1 that is
 * killed while it commits, or stands still for its session, can leave them (KAFKA-20734, open).
 */
public final class HangingTransactions implements AutoCloseable {
  private static final String POSITIONS = "__consumer_offsets";

  /** Our topics, those the streams keep for themselves, and our streams' transactions. */
  private static final Pattern OURS = Pattern.compile("anima[.-].*");

  /** With one question to one broker, and with all that is read to answer another. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  /**
   * Who coordinates says that nobody has a transaction until it has taken up the log of them. Ids
   * are forgotten after a week.
   */
  private static final Duration FORGOTTEN = Duration.ofMinutes(2);

  private final String brokers;
  private final Duration forgotten;
  private final Admin admin;
  private Map<OpenTransaction.Id, Long> seen = Map.of();

  /** Of the brokers of that address list; none is asked yet. */
  public HangingTransactions(String brokers) {
    this(brokers, FORGOTTEN);
  }

  /**
   * The same.
   *
   * @param forgotten how long one stays open whose transactional id nobody knows
   */
  HangingTransactions(String brokers, Duration forgotten) {
    this.brokers = brokers;
    this.forgotten = forgotten;
    this.admin = Admins.of(brokers, PATIENCE);
  }

  /**
   * Looks for them, and ends those that were open already when it last looked: as the log of
   * transactions says, and when it says nothing, as never committed. Blocks.
   *
   * @return which partition's was ended and how, in an admin's words; empty when all is well
   * @throws ExecutionException when the brokers do not answer
   * @throws IOException when the leader of such a partition does not
   */
  public synchronized List<String> look()
      throws ExecutionException, InterruptedException, IOException {
    Map<String, TopicDescription> topics = topics();
    List<OpenTransaction> open = open(partitions(topics.values()));
    List<OpenTransaction> old = open.stream().filter(it -> seen.containsKey(it.id())).toList();
    remember(open);
    List<String> ended = new ArrayList<>();
    if (!old.isEmpty()) {
      Map<Long, String> names = names(old);
      for (OpenTransaction each : hanging(old, names)) {
        end(each, names.get(each.producer()), topics).ifPresent(ended::add);
      }
    }
    return ended;
  }

  /** By {@code System.nanoTime()}. */
  private void remember(List<OpenTransaction> open) {
    Map<OpenTransaction.Id, Long> first = new HashMap<>();
    long now = System.nanoTime();
    open.forEach(it -> first.put(it.id(), seen.getOrDefault(it.id(), now)));
    seen = first;
  }

  private Map<String, TopicDescription> topics() throws ExecutionException, InterruptedException {
    Set<String> all = admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get();
    List<String> asked =
        all.stream()
            .filter(
                it ->
                    OURS.matcher(it).matches()
                        || it.equals(POSITIONS)
                        || it.equals(DecisionLog.TOPIC))
            .toList();
    return admin.describeTopics(asked).allTopicNames().get();
  }

  private static List<TopicPartition> partitions(Collection<TopicDescription> topics) {
    return topics.stream()
        .filter(it -> !it.name().equals(DecisionLog.TOPIC))
        .flatMap(
            it ->
                it.partitions().stream()
                    .map(partition -> new TopicPartition(it.name(), partition.partition())))
        .toList();
  }

  private List<OpenTransaction> open(List<TopicPartition> partitions)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, PartitionProducerState> told =
        admin.describeProducers(partitions).all().get();
    return told.entrySet().stream()
        .flatMap(
            it ->
                it.getValue().activeProducers().stream()
                    .filter(producer -> producer.currentTransactionStartOffset().isPresent())
                    .map(producer -> OpenTransaction.of(it.getKey(), producer)))
        .toList();
  }

  /** Transactional ids by producer; a producer whose id is no longer known is not in it. */
  private Map<Long, String> names(List<OpenTransaction> open)
      throws ExecutionException, InterruptedException {
    Set<Long> producers = open.stream().map(OpenTransaction::producer).collect(Collectors.toSet());
    Map<Long, String> names = new HashMap<>();
    for (TransactionListing each :
        admin
            .listTransactions(new ListTransactionsOptions().filterProducerIds(producers))
            .all()
            .get()) {
      names.put(each.producerId(), each.transactionalId());
    }
    return names;
  }

  /**
   * Those of ours that nobody is about to end. Asked a last time after whoever coordinates them,
   * for one that was just ended is known there no longer either.
   */
  private List<OpenTransaction> hanging(List<OpenTransaction> old, Map<Long, String> names)
      throws ExecutionException, InterruptedException {
    Map<String, TransactionDescription> known =
        admin.describeTransactions(Set.copyOf(names.values())).all().get();
    List<OpenTransaction> unknown =
        old.stream()
            .filter(it -> isOurs(it, names.get(it.producer())))
            .filter(
                it ->
                    names.containsKey(it.producer())
                        ? !isKnown(it, known.get(names.get(it.producer())))
                        : isForgotten(it))
            .toList();
    return unknown.isEmpty() ? unknown : stillOpen(unknown);
  }

  private List<OpenTransaction> stillOpen(List<OpenTransaction> those)
      throws ExecutionException, InterruptedException {
    Set<OpenTransaction.Id> ids =
        those.stream().map(OpenTransaction::id).collect(Collectors.toSet());
    return open(those.stream().map(OpenTransaction::where).distinct().toList()).stream()
        .filter(it -> ids.contains(it.id()))
        .toList();
  }

  private boolean isForgotten(OpenTransaction open) {
    long since = seen.getOrDefault(open.id(), System.nanoTime());
    return System.nanoTime() - since >= forgotten.toNanos();
  }

  private static boolean isOurs(OpenTransaction open, String name) {
    return OURS.matcher(open.where().topic()).matches()
        || (name != null && OURS.matcher(name).matches());
  }

  private static boolean isKnown(OpenTransaction open, TransactionDescription known) {
    return known != null
        && known.producerId() == open.producer()
        && known.topicPartitions().contains(open.where());
  }

  private Optional<String> end(
      OpenTransaction open, String name, Map<String, TopicDescription> topics) throws IOException {
    Optional<Decision> decided =
        name == null
            ? Optional.empty()
            : DecisionLog.decided(
                brokers, name, topics.get(DecisionLog.TOPIC).partitions().size(), open);
    Decision decision = decided.orElseGet(() -> Decision.abort(open));
    Node leader =
        topics.get(open.where().topic()).partitions().get(open.where().partition()).leader();
    return Markers.write(leader, decision.marker(open))
        ? Optional.of(open.where() + " " + decision.words())
        : Optional.empty();
  }

  @Override
  public void close() {
    admin.close();
  }
}
