/** Whom a station believes to be its hub, also while it does not know what time it is. */
@NullMarked
package fr.anima.edge.trust;

import org.jspecify.annotations.NullMarked;
