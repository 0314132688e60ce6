/** Tests of the sampling. */
@NullMarked
package fr.anima.edge.sampling;

import org.jspecify.annotations.NullMarked;
