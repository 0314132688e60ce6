/**
 * Heat and moisture together: the index of each enclosure, kept by the minute, and who is called.
 */
@NullMarked
package fr.anima.hub.animals.heat;

import org.jspecify.annotations.NullMarked;
