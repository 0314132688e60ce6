@NullMarked
package fr.anima.hub.health;

import org.jspecify.annotations.NullMarked;
