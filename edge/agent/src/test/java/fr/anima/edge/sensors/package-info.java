/** Tests of the sensors. */
@NullMarked
package fr.anima.edge.sensors;

import org.jspecify.annotations.NullMarked;
