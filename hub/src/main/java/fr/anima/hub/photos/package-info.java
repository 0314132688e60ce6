/**
 * Photos that keepers add to what they note: taken in, made anew without anything but the picture,
 * and kept under the hash of what is kept. What they belong to refers to them by that hash.
 */
@NullMarked
package fr.anima.hub.photos;

import org.jspecify.annotations.NullMarked;
