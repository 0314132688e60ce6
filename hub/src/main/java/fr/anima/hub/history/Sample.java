package fr.anima.hub.history;

import java.time.Instant;
import java.util.Map;

/** One point as it was written, for one subject, without its identity. */
public record Sample(
    Instant measuredAt, Instant arrivedAt, boolean estimated, Map<String, Double> fields) {}
