/** What readers of the system live through, from end to end, with real processes on loopback. */
@NullMarked
package fr.anima.hub.journeys;

import org.jspecify.annotations.NullMarked;
