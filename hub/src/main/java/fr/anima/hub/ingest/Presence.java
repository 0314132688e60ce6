package fr.anima.hub.ingest;

import fr.anima.hub.eventlog.Topic;

/**
 * A station came in, on whichever hub. The log orders who came when: a connection that finds
 * another one of its station behind itself has been taken over.
 *
 * @param connection names it, over all hubs
 */
record Presence(String station, String connection) {
  static final Topic<Presence> TOPIC =
      Topic.json("anima.presences.v1", Presence.class, Topic.Keep.LATEST);
}
