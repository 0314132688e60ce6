/** Tests of recorded sensors. */
@NullMarked
package fr.anima.edge.sensors.gnss;

import org.jspecify.annotations.NullMarked;
