/**
 * What is known of the species that live here, which limits follow for an enclosure, and where the
 * farm and its vet decided otherwise.
 */
@NullMarked
package fr.anima.hub.animals.species;

import org.jspecify.annotations.NullMarked;
