/**
 * The words in which rules, stores and screens speak of enclosures: what is expected of one, and
 * what is announced when it is not so.
 */
@NullMarked
package fr.anima.hub.animals.alerts;

import org.jspecify.annotations.NullMarked;
