package fr.anima.hub.eventlog.hanging;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.ApiVersions;
import org.apache.kafka.clients.ClientResponse;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.DefaultHostResolver;
import org.apache.kafka.clients.KafkaClient;
import org.apache.kafka.clients.ManualMetadataUpdater;
import org.apache.kafka.clients.NetworkClientUtils;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.WriteTxnMarkersRequest;
import org.apache.kafka.common.requests.WriteTxnMarkersRequest.TxnMarkerEntry;
import org.apache.kafka.common.requests.WriteTxnMarkersResponse;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;

/**
 * Tells a partition how a transaction ended, as whoever coordinates it would have. Kafka's {@code
 * Admin.abortTransaction} sends the same request and can only abort.
 */
final class Markers {
  private static final int PATIENCE_MILLIS = (int) HangingTransactions.PATIENCE.toMillis();

  private Markers() {}

  /**
   * Blocks until it is written.
   *
   * @param leader of its partition
   * @return whether it is; not, when the transaction's producer has gone on since
   * @throws IOException when the leader does not answer
   * @throws org.apache.kafka.common.errors.ApiException when it refuses for another reason
   */
  static boolean write(Node leader, TxnMarkerEntry marker) throws IOException {
    try (Metrics metrics = new Metrics();
        KafkaClient client = client(leader, metrics)) {
      if (!NetworkClientUtils.awaitReady(client, leader, Time.SYSTEM, PATIENCE_MILLIS)) {
        throw new IOException("no answer from " + leader);
      }
      ClientResponse answer =
          NetworkClientUtils.sendAndReceive(
              client,
              client.newClientRequest(
                  leader.idString(),
                  new WriteTxnMarkersRequest.Builder(List.of(marker)),
                  Time.SYSTEM.milliseconds(),
                  true),
              Time.SYSTEM);
      Errors error = errorOf((WriteTxnMarkersResponse) answer.responseBody(), marker);
      if (error == Errors.INVALID_PRODUCER_EPOCH) {
        return false;
      }
      error.maybeThrow();
      return true;
    }
  }

  private static Errors errorOf(WriteTxnMarkersResponse told, TxnMarkerEntry marker) {
    return told.errorsByProducerId()
        .getOrDefault(marker.producerId(), Map.of())
        .getOrDefault(marker.partitions().get(0), Errors.UNKNOWN_SERVER_ERROR);
  }

  private static KafkaClient client(Node leader, Metrics metrics) {
    return ClientUtils.createNetworkClient(
        new AdminClientConfig(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, leader.host() + ":" + leader.port())),
        "anima-markers",
        metrics,
        "anima-markers",
        new LogContext(),
        new ApiVersions(),
        Time.SYSTEM,
        1,
        PATIENCE_MILLIS,
        null,
        new ManualMetadataUpdater(List.of(leader)),
        new DefaultHostResolver(),
        null,
        null);
  }
}
