package fr.anima.hub.eventlog.hanging;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.requests.TransactionResult;
import org.apache.kafka.common.requests.WriteTxnMarkersRequest.TxnMarkerEntry;
import org.apache.kafka.coordinator.transaction.TransactionMetadata;
import org.apache.kafka.coordinator.transaction.TransactionState;

/**
 * How a transaction was to end.
 *
 * @param epoch of the producer from then on
 * @param version of the protocol its producer spoke
 */
record Decision(TransactionResult result, short epoch, short version) {
  /** When nothing was decided: nobody was told that it is committed. */
  static Decision abort(OpenTransaction open) {
    return new Decision(TransactionResult.ABORT, open.epoch(), (short) 0);
  }

  /**
   * What an entry of the log of transactions says of it. Since version 2 of the protocol (KIP-890)
   * the epoch rises with each decision, so that an entry of the same epoch is of the one before.
   */
  static Optional<Decision> of(TransactionMetadata entry, OpenTransaction open) {
    boolean isCommit = entry.state() == TransactionState.PREPARE_COMMIT;
    boolean isAbort = entry.state() == TransactionState.PREPARE_ABORT;
    boolean rises = entry.clientTransactionVersion().supportsEpochBump();
    int least = rises ? open.epoch() + 1 : open.epoch();
    boolean isOfIt =
        entry.producerId() == open.producer()
            && entry.producerEpoch() >= least
            && entry.topicPartitions().contains(open.where());
    return (isCommit || isAbort) && isOfIt
        ? Optional.of(
            new Decision(
                isCommit ? TransactionResult.COMMIT : TransactionResult.ABORT,
                entry.producerEpoch(),
                entry.clientTransactionVersion().featureLevel()))
        : Optional.empty();
  }

  /** What tells the partition. */
  TxnMarkerEntry marker(OpenTransaction open) {
    return new TxnMarkerEntry(
        open.producer(), epoch, open.coordinator(), result, List.of(open.where()), version);
  }

  /** In an admin's words. */
  String words() {
    return result == TransactionResult.COMMIT ? "committed" : "aborted";
  }
}
