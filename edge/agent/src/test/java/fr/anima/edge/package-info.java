/** Tests of the agent as a whole, and of its shape. */
@NullMarked
package fr.anima.edge;

import org.jspecify.annotations.NullMarked;
