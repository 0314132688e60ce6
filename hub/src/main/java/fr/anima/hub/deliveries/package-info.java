/** From ready to the door: stops, bikes' tours, couriers' shifts and the customer's link. */
@NullMarked
package fr.anima.hub.deliveries;

import org.jspecify.annotations.NullMarked;
