/** From basket to ready: merchants, products, slots, orders and their money. */
@NullMarked
package fr.anima.hub.orders;

import org.jspecify.annotations.NullMarked;
