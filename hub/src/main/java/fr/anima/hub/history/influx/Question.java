package fr.anima.hub.history.influx;

import java.util.function.Consumer;

/**
 * One statement of InfluxQL.
 *
 * @param answer takes each series of its answer
 */
record Question(String statement, Consumer<Table> answer) {}
