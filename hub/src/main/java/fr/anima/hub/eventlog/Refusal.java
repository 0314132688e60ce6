package fr.anima.hub.eventlog;

import java.time.Instant;

/**
 * What a station sent and the hub will never take, kept so that nothing is lost without a trace.
 *
 * @param station who sent it
 * @param reason a word of the contract, such as {@code wrong-unit}
 * @param detail what was wrong and what was expected
 * @param topic the MQTT topic it came on
 * @param text the offending text, cut to 2,000 characters
 */
public record Refusal(
    String station, String reason, String detail, String topic, Instant refusedAt, String text) {}
