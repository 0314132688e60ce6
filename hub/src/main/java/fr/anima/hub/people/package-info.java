/** Who may do what: roles, sign-in by one-time link, sessions. */
@NullMarked
package fr.anima.hub.people;

import org.jspecify.annotations.NullMarked;
