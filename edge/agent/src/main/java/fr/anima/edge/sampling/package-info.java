/**
 * Asks the sensors on plan, judges what they say, gives it time, boot and sequence, and hands it to
 * the journal. {@link fr.anima.edge.sampling.Sampler} is the door.
 */
@NullMarked
package fr.anima.edge.sampling;

import org.jspecify.annotations.NullMarked;
