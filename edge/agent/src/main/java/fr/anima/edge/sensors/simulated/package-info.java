/**
 * Sensors that do not exist: the same answers for the same seed and time, every time. They let a
 * whole town run on a table, and let a test know what it should see.
 */
@NullMarked
package fr.anima.edge.sensors.simulated;

import org.jspecify.annotations.NullMarked;
