/**
 * Is this a packet? What MQTT 3.1.1 and 5 ask of a client's bytes, held before anything else looks
 * at them: Netty's decoder reads past the end of a packet and takes text that is none.
 */
@NullMarked
package fr.anima.hub.ingest.packets;

import org.jspecify.annotations.NullMarked;
