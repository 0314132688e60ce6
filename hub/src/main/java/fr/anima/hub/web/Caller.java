package fr.anima.hub.web;

/** Whoever signed in; what they may do is not this room's business. */
public interface Caller {
  /** The name others see. */
  String name();
}
