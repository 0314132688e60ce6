/**
 * Hears an outside broker, for those who have one: asks for what stations say, and acknowledges it
 * when it is on disk. What it means is {@link fr.anima.hub.ingest.BrokerIntake}'s.
 */
@NullMarked
package fr.anima.hub.ingest.broker;

import org.jspecify.annotations.NullMarked;
