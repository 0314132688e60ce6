/** How what a check found is put into words. */
@NullMarked
package fr.anima.edge.check;

import org.jspecify.annotations.NullMarked;
