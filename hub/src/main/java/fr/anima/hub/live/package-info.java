/** One stream of changes per browser: a snapshot first, then what changes. */
@NullMarked
package fr.anima.hub.live;

import org.jspecify.annotations.NullMarked;
