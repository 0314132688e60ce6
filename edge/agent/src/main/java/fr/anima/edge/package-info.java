/**
 * The program on the Pi, in the order of a reading's path: {@code sensors} are asked by {@code
 * sampling}, what they say is kept in {@code spool}, and {@code uplink} brings it to the hub.
 * {@link fr.anima.edge.Agent} is where it starts; only this package knows all the others.
 */
@NullMarked
package fr.anima.edge;

import org.jspecify.annotations.NullMarked;
