/** The durable log: topics as types, appending, reading, projecting and streaming. */
@NullMarked
package fr.anima.hub.eventlog;

import org.jspecify.annotations.NullMarked;
