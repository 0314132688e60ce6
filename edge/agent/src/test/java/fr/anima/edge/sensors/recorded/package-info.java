/** Tests of recorded sensors. */
@NullMarked
package fr.anima.edge.sensors.recorded;

import org.jspecify.annotations.NullMarked;
