/**
 * MQTT becomes Kafka: may you speak, what did you say, and the acknowledgement once it is on disk.
 */
@NullMarked
package fr.anima.hub.ingest;

import org.jspecify.annotations.NullMarked;
