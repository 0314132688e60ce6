/**
 * Voltages and forces turned into quantities by a calibration of the station's own: probes, levels,
 * batteries, weights.
 */
@NullMarked
package fr.anima.edge.sensors.analog;

import org.jspecify.annotations.NullMarked;
