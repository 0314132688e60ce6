/** The daily rounds: what is looked after in every enclosure, morning and evening. */
@NullMarked
package fr.anima.hub.animals.rounds;

import org.jspecify.annotations.NullMarked;
