package fr.anima.hub.web;

/** Socket: which operations of the contract a room answers. */
public interface Routes {
  /** Declares each operation once; an undeclared or unknown one stops the start. */
  void declare(Operations operations);
}
