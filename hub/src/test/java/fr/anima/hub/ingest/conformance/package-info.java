/**
 * What MQTT 3.1.1 and 5 ask of a server, as raw bytes, for the hub's endpoint and for Mosquitto.
 */
@NullMarked
package fr.anima.hub.ingest.conformance;

import org.jspecify.annotations.NullMarked;
