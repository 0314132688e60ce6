/** Tests of simulated sensors. */
@NullMarked
package fr.anima.edge.sensors.simulated;

import org.jspecify.annotations.NullMarked;
