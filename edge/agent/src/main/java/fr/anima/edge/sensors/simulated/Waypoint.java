package fr.anima.edge.sensors.simulated;

/** A place a simulated bike comes by, in decimal degrees. */
public record Waypoint(double latitude, double longitude) {}
