/**
 * What a keeper takes away of an enclosure's climate: for any days, how it was, how long beyond its
 * limits, who reacted to its alerts, and how much of it was measured at all; as a table and as one
 * page.
 */
@NullMarked
package fr.anima.hub.animals.climate;

import org.jspecify.annotations.NullMarked;
