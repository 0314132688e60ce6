/** Which stations exist, their keys, and what they are bolted to. */
@NullMarked
package fr.anima.hub.stations;

import org.jspecify.annotations.NullMarked;
