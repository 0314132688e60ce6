/** Where the cargo bikes are and have been, moving or standing. */
@NullMarked
package fr.anima.hub.bikes;

import org.jspecify.annotations.NullMarked;
