/**
 * {@code anima-edge check}: what this machine has, what answers on its buses, and what each sensor
 * says, for whoever stands in front of it. {@link fr.anima.edge.check.StationCheck} is the door.
 */
@NullMarked
package fr.anima.edge.check;

import org.jspecify.annotations.NullMarked;
