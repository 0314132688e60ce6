/** The dashboard's built files. Nothing a browser says ever becomes a path. */
@NullMarked
package fr.anima.hub.web.pages;

import org.jspecify.annotations.NullMarked;
