/**
 * From the spool to the hub over MQTT 5: oldest first, at most 64 publishes under way, a record
 * forgotten on its PUBACK and never before.
 *
 * <p>{@link fr.anima.edge.uplink.Uplink} owns the thread and the reconnecting; {@code Backoff} says
 * how long to wait; {@code Batch} makes one publish of several records; {@code Strikes} finds the
 * record that the hub never takes, {@code Suspects} the one over which it ends the connection.
 */
@NullMarked
package fr.anima.edge.uplink;

import org.jspecify.annotations.NullMarked;
