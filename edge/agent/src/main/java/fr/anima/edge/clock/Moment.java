package fr.anima.edge.clock;

import fr.anima.wire.ClockQuality;
import java.time.Instant;

/**
 * A time and how far it can be believed, read together: what is stamped with the one carries the
 * other.
 */
public record Moment(Instant at, ClockQuality quality) {}
