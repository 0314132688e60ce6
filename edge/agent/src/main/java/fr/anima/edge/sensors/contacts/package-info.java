/** Inputs that are on or off: doors, motion, and two light beams that people cross. */
@NullMarked
package fr.anima.edge.sensors.contacts;

import org.jspecify.annotations.NullMarked;
