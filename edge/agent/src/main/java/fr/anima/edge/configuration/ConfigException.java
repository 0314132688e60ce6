package fr.anima.edge.configuration;

import java.util.List;

/** A configuration with mistakes: all of them, each with its line and what to write instead. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With those mistakes, a line each. */
  public ConfigException(List<String> mistakes) {
    super(String.join(System.lineSeparator(), mistakes));
  }
}
