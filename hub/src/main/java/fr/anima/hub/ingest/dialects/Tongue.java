package fr.anima.hub.ingest.dialects;

import java.time.Instant;

/** One make's way of speaking: its topics, its JSON, its units and its habits. Pure. */
@FunctionalInterface
interface Tongue {
  /** What was reported, in the make's own names; never throws. */
  Heard hear(Dialects.Speaker speaker, Dialects.Publish publish, Instant arrival);
}
