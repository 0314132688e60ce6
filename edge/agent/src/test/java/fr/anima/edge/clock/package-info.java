@NullMarked
package fr.anima.edge.clock;

import org.jspecify.annotations.NullMarked;
