package fr.anima.hub.embedded;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transactions that a killed hub left open. Whoever reads what is committed waits for them, until
 * their time has run out or somebody ends them.
 */
final class LeftTransactions {
  private static final Logger LOG = LoggerFactory.getLogger(LeftTransactions.class);
  private static final String TOPIC = "__transaction_state";
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration AGAIN_AFTER = Duration.ofMillis(50);

  private LeftTransactions() {}

  /** Aborts them all; to be asked before anybody writes to that broker. Blocks. */
  static void end(String address) throws InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
      List<String> left =
          known(admin).stream()
              .filter(it -> it.state() == TransactionState.ONGOING)
              .map(TransactionListing::transactionalId)
              .toList();
      if (!left.isEmpty()) {
        admin.fenceProducers(left).all().get();
        LOG.info("transactions of the hub that was killed are ended count={}", left.size());
      }
    } catch (ExecutionException why) {
      LOG.warn("transactions left open end when their time has run out reason={}", why, why);
    }
  }

  /**
   * All of whom the log knows. A broker that has just started answers that there are none until it
   * has taken up the topic they are in; whoever once wrote is known for a week.
   */
  private static Collection<TransactionListing> known(Admin admin)
      throws ExecutionException, InterruptedException {
    if (!admin
        .listTopics(new ListTopicsOptions().listInternal(true))
        .names()
        .get()
        .contains(TOPIC)) {
      return List.of();
    }
    long until = System.nanoTime() + PATIENCE.toNanos();
    Collection<TransactionListing> known = admin.listTransactions().all().get();
    while (known.isEmpty() && System.nanoTime() < until) {
      TimeUnit.MILLISECONDS.sleep(AGAIN_AFTER.toMillis());
      known = admin.listTransactions().all().get();
    }
    return known;
  }
}
