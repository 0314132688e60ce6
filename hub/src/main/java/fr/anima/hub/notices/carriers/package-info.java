/** The ways out of the hub as the operator has set them up. */
@NullMarked
package fr.anima.hub.notices.carriers;

import org.jspecify.annotations.NullMarked;
