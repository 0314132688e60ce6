package fr.anima.hub.ingest;

import fr.anima.hub.ingest.packets.Doorstep;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What ingest counts: messages taken, refusals by reason, failures, connections and bytes in
 * flight.
 */
final class IngestMeters {
  private final MeterRegistry registry;
  private final Counter accepted;
  private final Counter failed;
  private final AtomicLong connections = new AtomicLong();
  private final AtomicLong bytesInFlight = new AtomicLong();

  IngestMeters(MeterRegistry registry) {
    this.registry = registry;
    this.accepted = registry.counter("anima_ingest_messages_stored");
    this.failed = registry.counter("anima_ingest_publishes_failed");
    registry.gauge("anima_ingest_connections", connections);
    registry.gauge("anima_ingest_bytes_in_flight", bytesInFlight);
  }

  /** How many wait to be let in, and how many were turned out because too many did. */
  void watch(Doorstep doorstep) {
    registry.gauge("anima_ingest_waiting_to_connect", doorstep, Doorstep::waiting);
    FunctionCounter.builder("anima_ingest_turned_out", doorstep, Doorstep::turnedOut)
        .register(registry);
  }

  void stored(int messages) {
    accepted.increment(messages);
  }

  void refused(String reason) {
    registry.counter("anima_ingest_refusals", "reason", reason).increment();
  }

  void failed() {
    failed.increment();
  }

  void connected() {
    connections.incrementAndGet();
  }

  void closed() {
    connections.decrementAndGet();
  }

  /** Bytes taken and not yet answered, over all connections, after this change. */
  long inFlight(long change) {
    return bytesInFlight.addAndGet(change);
  }
}
