package fr.anima.hub.history;

/**
 * A point that history will never keep.
 *
 * @param reason a word that is counted and shown, such as {@code too-old}
 * @param detail what was wrong and what was expected
 */
public record Refused(Point point, String reason, String detail) {}
