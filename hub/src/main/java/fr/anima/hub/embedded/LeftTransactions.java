package fr.anima.hub.embedded;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
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

  private LeftTransactions() {}

  /** Aborts them all; to be asked before anybody writes to that broker. Blocks. */
  static void end(String address) throws InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
      List<String> left =
          admin
              .listTransactions(
                  new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING)))
              .all()
              .get()
              .stream()
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
}
