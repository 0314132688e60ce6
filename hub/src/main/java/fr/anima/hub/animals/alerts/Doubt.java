package fr.anima.hub.animals.alerts;

/** Why a value is not believed, or a sensor asks for a look. */
public enum Doubt {
  /** It moved faster than the world does. */
  JUMP,
  /** It has been exactly the same for longer than it ever is. */
  CONSTANT,
  /** Its sensor can say it, and no air is like that. */
  IMPOSSIBLE,
  /** Its level of a day has left its habit; it may be true, and is used all the same. */
  DRIFT
}
