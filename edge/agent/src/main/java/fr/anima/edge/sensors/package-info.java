/**
 * What a station can ask: real devices here, invented ones in {@code simulated}, played-back ones
 * in {@code recorded}. A {@link fr.anima.edge.sensors.Sensor} answers with samples; who they are
 * stamped for and where they go is not its business.
 */
@NullMarked
package fr.anima.edge.sensors;

import org.jspecify.annotations.NullMarked;
