package fr.anima.hub.eventlog;

import fr.anima.wire.Message;

/**
 * A station's message as the log keeps it: with the place the station was bolted to when it spoke,
 * so that a replaced station continues its place's history and a recomputation needs no registry.
 *
 * @param place id of the enclosure, bike or counter
 */
public record Arrival(String place, Message message) {}
