/**
 * Satellite receivers: what they say in NMEA 0183, and which of it is a fix. Uses the socket of
 * {@code sensors} and nothing else.
 */
@NullMarked
package fr.anima.edge.sensors.gnss;

import org.jspecify.annotations.NullMarked;
