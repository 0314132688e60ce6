package fr.anima.hub.bikes;

/**
 * A cargo bike.
 *
 * @param expectedEverySeconds how often it is due to say where it is
 */
record Bike(String id, String name, double expectedEverySeconds) {}
