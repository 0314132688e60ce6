/**
 * When something is wrong in an enclosure. Each kind of alarm is a pure class, plugged into {@link
 * fr.anima.hub.animals.rules.Rules}; nothing here knows a framework or a clock.
 */
@NullMarked
package fr.anima.hub.animals.rules;

import org.jspecify.annotations.NullMarked;
