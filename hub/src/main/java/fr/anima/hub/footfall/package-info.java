/** People passing the counters, per hour and per local day. */
@NullMarked
package fr.anima.hub.footfall;

import org.jspecify.annotations.NullMarked;
