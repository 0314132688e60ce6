/** What a station's file may say, and what is said of its mistakes. */
@NullMarked
package fr.anima.edge.configuration;

import org.jspecify.annotations.NullMarked;
