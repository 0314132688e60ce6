package fr.anima.hub.animals.register;

/**
 * What makes no sense in a form.
 *
 * @param pointer JSON pointer of the field to mend
 */
record Mistake(String pointer, String detail) {
  /** Whether a text can be shown in a line: no line ends and nothing invisible. */
  static boolean isLine(String text) {
    return text.chars().noneMatch(Character::isISOControl);
  }

  /** Whether a text can be shown at all; it may have several lines. */
  static boolean isText(String text) {
    return text.chars().noneMatch(it -> Character.isISOControl(it) && it != '\n');
  }
}
