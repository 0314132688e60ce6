package fr.anima.hub.eventlog;

import java.time.Instant;

/**
 * A record as it was read from the log.
 *
 * @param arrivedAt when the log took it: the hub's time, kept beside the station's
 */
public record LogRecord<T>(
    Topic<T> topic, String key, T value, Instant arrivedAt, int partition, long offset) {}
