/** Outputs that a rule on the Pi itself switches, with no hub in reach: a fan, a buzzer. */
@NullMarked
package fr.anima.edge.sensors.safety;

import org.jspecify.annotations.NullMarked;
