/** What the spool promises, with its broken twins: cut, damaged, full, killed. */
@NullMarked
package fr.anima.edge.spool;

import org.jspecify.annotations.NullMarked;
