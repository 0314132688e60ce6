/** Enclosures, their conditions and their alerts. */
@NullMarked
package fr.anima.hub.animals;

import org.jspecify.annotations.NullMarked;
