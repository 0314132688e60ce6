/**
 * Satellite receivers: on a serial line in NMEA 0183, or behind gpsd. {@link
 * fr.anima.edge.sensors.gnss.LiveFixes} is the sensor; a {@code Receiver} is where it listens, and
 * {@code NmeaFixes} and {@code GpsdFixes} decide which of what is said is a fix.
 */
@NullMarked
package fr.anima.edge.sensors.gnss;

import org.jspecify.annotations.NullMarked;
