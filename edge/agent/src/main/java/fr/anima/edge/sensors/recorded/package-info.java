/**
 * Sensors that play back what real ones recorded: sentences of satellite receivers, tables of
 * readings, tables of counts.
 */
@NullMarked
package fr.anima.edge.sensors.recorded;

import org.jspecify.annotations.NullMarked;
