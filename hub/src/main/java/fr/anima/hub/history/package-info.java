/** What was measured, kept: points in, samples and buckets out. */
@NullMarked
package fr.anima.hub.history;

import org.jspecify.annotations.NullMarked;
