package fr.anima.hub.eventlog;

import java.util.Map;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;

/**
 * What becomes of a result that a stream could not write: its transaction is aborted and it is
 * computed again, as Kafka Streams does by default, without a dead letter. It would tell of nothing
 * but an outage, and Kafka 4.3.1 writes it on the thread that sends: that thread then waits for
 * itself, and the stream for it, for a minute ({@code max.block.ms}).
 */
public final class UnsentResults extends DefaultProductionExceptionHandler {
  /** The topic of dead letters is among the settings, and not taken from them. */
  @Override
  public void configure(Map<String, ?> settings) {}
}
