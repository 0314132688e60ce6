/** What is promised of an outside broker, tried with Debian's Mosquitto. */
@NullMarked
package fr.anima.hub.ingest.broker;

import org.jspecify.annotations.NullMarked;
