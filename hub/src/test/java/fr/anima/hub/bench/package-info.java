/** The load that {@code deploy/bench} puts on the hub, and on Mosquitto beside it. */
@NullMarked
package fr.anima.hub.bench;

import org.jspecify.annotations.NullMarked;
