package fr.anima.hub.animals.alerts;

/** What is wrong; one kind a rule. */
public enum AlertKind {
  /** A quantity is beyond one of its limits. */
  LIMIT,
  /** A sensor says nothing any more, or never did. */
  SILENT,
  /** A whole station says nothing any more. */
  OFFLINE,
  /** A sensor says what cannot be believed. */
  SUSPECT,
  /** A daily round is not finished at its hour. */
  ROUND,
  /** Too many hours of heat in a day. */
  HEAT,
  /** A night without relief from heat. */
  NIGHT
}
