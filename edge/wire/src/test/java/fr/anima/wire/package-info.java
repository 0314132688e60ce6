/** The contract as tests: golden samples, refused samples, schemas, and bytes of no meaning. */
@NullMarked
package fr.anima.wire;

import org.jspecify.annotations.NullMarked;
