/** The logbook of each enclosure: what keepers did or saw there, beside its animals and alerts. */
@NullMarked
package fr.anima.hub.animals.logbook;

import org.jspecify.annotations.NullMarked;
