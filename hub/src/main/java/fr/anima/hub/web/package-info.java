/** The HTTP server: the contract, its problems, and static files. Knows nothing of who or what. */
@NullMarked
package fr.anima.hub.web;

import org.jspecify.annotations.NullMarked;
