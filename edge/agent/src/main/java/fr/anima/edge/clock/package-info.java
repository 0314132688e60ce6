/**
 * What time it is, on a machine that has no clock of its own. {@link
 * fr.anima.edge.clock.StationClock} is the door.
 */
@NullMarked
package fr.anima.edge.clock;

import org.jspecify.annotations.NullMarked;
