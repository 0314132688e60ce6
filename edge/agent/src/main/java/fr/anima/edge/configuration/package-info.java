/**
 * What a station's file says, read once at the start: every table has one class that knows its
 * keys, and every mistake is told with its line and what to write instead.
 */
@NullMarked
package fr.anima.edge.configuration;

import org.jspecify.annotations.NullMarked;
