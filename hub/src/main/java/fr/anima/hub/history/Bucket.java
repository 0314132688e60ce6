package fr.anima.hub.history;

import java.time.Instant;

/** What a field did during one step: how many values, the least, the most and their mean. */
public record Bucket(Instant at, long count, double min, double max, double mean) {}
