/** Who is told of an alert, by which way, and when: roster, notices, escalation, their delivery. */
@NullMarked
package fr.anima.hub.notices;

import org.jspecify.annotations.NullMarked;
