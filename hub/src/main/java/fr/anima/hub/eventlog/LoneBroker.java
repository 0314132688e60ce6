package fr.anima.hub.eventlog;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.QuorumInfo.ReplicaState;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/**
 * One broker elsewhere has to have a controller that outlives it. Where they are one process, a
 * kill takes both, and a Kafka 4.3.1 that starts again loses sight of the transactions that were
 * open (KAFKA-20734): streams stand still, or what they had half done counts a second time.
 */
public final class LoneBroker {
  private LoneBroker() {}

  /**
   * Blocks until the brokers answer.
   *
   * @throws IllegalStateException when there is one broker and it is its own controller, saying
   *     what to do
   */
  public static void check(String brokers) {
    try (Admin admin = Admins.of(brokers, TopicsCheck.PATIENCE)) {
      Collection<Node> nodes = TopicsCheck.get(admin.describeCluster().nodes());
      if (nodes.size() == 1 && isController(admin, nodes.iterator().next())) {
        throw new IllegalStateException(
            "the only Kafka broker at "
                + brokers
                + " is its own controller: a kill could make streams stand still or count twice"
                + " (KAFKA-20734); run the controller as a process of its own, as deploy/server/"
                + "README.md says, or three brokers, or leave ANIMA_KAFKA out for the embedded one");
      }
    }
  }

  private static boolean isController(Admin admin, Node broker) {
    try {
      List<ReplicaState> voters = admin.describeMetadataQuorum().quorumInfo().get().voters();
      return voters.size() == 1 && voters.get(0).replicaId() == broker.id();
    } catch (ExecutionException why) {
      if (why.getCause() instanceof UnsupportedVersionException) {
        return false;
      }
      throw new IllegalStateException("the brokers do not say who their controllers are", why);
    } catch (InterruptedException why) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the brokers were checked", why);
    }
  }
}
