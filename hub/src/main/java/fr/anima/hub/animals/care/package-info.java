/** What becomes of an alert once it rings: who takes care, who puts it aside, when it closes. */
@NullMarked
package fr.anima.hub.animals.care;

import org.jspecify.annotations.NullMarked;
