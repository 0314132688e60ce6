/**
 * Whether the hub works: each stage of a reading's path by itself, a canary through all of them,
 * and the room on the disk.
 */
@NullMarked
package fr.anima.hub.health;

import org.jspecify.annotations.NullMarked;
