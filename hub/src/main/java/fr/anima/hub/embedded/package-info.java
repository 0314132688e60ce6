/**
 * The Kafka broker and the PostgreSQL that the default runs on: the real programs, started by the
 * hub.
 */
@NullMarked
package fr.anima.hub.embedded;

import org.jspecify.annotations.NullMarked;
