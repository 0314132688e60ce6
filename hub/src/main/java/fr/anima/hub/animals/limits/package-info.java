/**
 * The limits of an enclosure: what somebody may fill in, and what a reading means by them. Pure;
 * the topology and the preview before saving judge with the same class.
 */
@NullMarked
package fr.anima.hub.animals.limits;

import org.jspecify.annotations.NullMarked;
