package fr.anima.hub.eventlog.hanging;

import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.common.TopicPartition;

/**
 * A transaction as one of its partitions sees it: begun there, and not yet ended.
 *
 * @param offset of its first record; readers of what is committed do not get beyond
 * @param epoch of the producer when it wrote there
 * @param writtenAt epoch milliseconds of its last record there
 * @param coordinator epoch of whoever last ended one of this producer's there; 0 when nobody did
 */
record OpenTransaction(
    TopicPartition where,
    long producer,
    long offset,
    short epoch,
    long writtenAt,
    int coordinator) {
  /** Of a producer that has begun one there. */
  static OpenTransaction of(TopicPartition where, ProducerState producer) {
    return new OpenTransaction(
        where,
        producer.producerId(),
        producer.currentTransactionStartOffset().orElseThrow(),
        (short) producer.producerEpoch(),
        producer.lastTimestamp(),
        Math.max(0, producer.coordinatorEpoch().orElse(0)));
  }

  /**
   * What stays the same of it, however much is written to it.
   *
   * @param offset of its first record
   */
  record Id(TopicPartition where, long producer, long offset) {}

  Id id() {
    return new Id(where, producer, offset);
  }
}
