/**
 * The animals one by one: who they are, where they live, and what was done and seen, for good. An
 * event is never changed; a correction is a new event that names the one it corrects.
 */
@NullMarked
package fr.anima.hub.animals.register;

import org.jspecify.annotations.NullMarked;
