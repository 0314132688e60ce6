/**
 * Air and what is in it: temperature, humidity, pressure, carbon dioxide. Each driver cites its
 * data sheet; what turns bytes into values is pure.
 */
@NullMarked
package fr.anima.edge.sensors.climate;

import org.jspecify.annotations.NullMarked;
