/** Tests of the drivers of this package, on recorded bytes and Pi4J's mock. */
@NullMarked
package fr.anima.edge.sensors.contacts;

import org.jspecify.annotations.NullMarked;
