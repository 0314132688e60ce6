/** What the uplink promises, with its broken twins: hub slow, refusing, silent, gone. */
@NullMarked
package fr.anima.edge.uplink;

import org.jspecify.annotations.NullMarked;
