/**
 * History in an InfluxDB of one's own, 1.6 or later or 2.x: written by line protocol, asked in
 * InfluxQL.
 */
@NullMarked
package fr.anima.hub.history.influx;

import org.jspecify.annotations.NullMarked;
