package fr.anima.hub.web;

/** Whether what somebody wrote says something, and can be shown. */
public final class Written {
  private Written() {}

  /** In a line: no line ends, and nothing invisible. */
  public static boolean isLine(String text) {
    return !text.isBlank() && text.chars().noneMatch(Character::isISOControl);
  }

  /** In lines: nothing invisible but their ends. */
  public static boolean isText(String text) {
    return !text.isBlank()
        && text.chars().noneMatch(it -> Character.isISOControl(it) && it != '\n');
  }
}
