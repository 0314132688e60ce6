/**
 * What devices of other makes say, as readings of ours. {@link
 * fr.anima.hub.ingest.dialects.Dialects} is the door; behind it each make is one {@code Tongue},
 * which says what was reported in the make's own names, and {@code Mapping} makes quantities,
 * places and faults of that. All of it is pure, and nothing a device sends is an exception: {@link
 * fr.anima.hub.ingest.dialects.Said} has a place for everything.
 */
@NullMarked
package fr.anima.hub.ingest.dialects;

import org.jspecify.annotations.NullMarked;
