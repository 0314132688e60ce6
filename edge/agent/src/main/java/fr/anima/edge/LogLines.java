package fr.anima.edge;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;

/**
 * How the agent logs: one line per event on standard error, where systemd's journal picks it up.
 * Through the JDK's own logging, which the MQTT client brings along: a second library for it would
 * cost a Pi four megabytes.
 */
public final class LogLines extends Formatter {
  private static final int MOST_FRAMES = 3;

  /** For the JDK, which makes it by its name. */
  public LogLines() {}

  /** From now on, whatever this program logs; to be called before anything does. */
  static void begin() {
    System.setProperty("java.util.logging.manager", Settings.class.getName());
  }

  @Override
  public String format(LogRecord event) {
    StringBuilder line = new StringBuilder(160);
    line.append(event.getInstant().truncatedTo(ChronoUnit.MILLIS)).append(' ');
    line.append(word(event.getLevel())).append(' ');
    String logger = String.valueOf(event.getLoggerName());
    line.append(logger, logger.lastIndexOf('.') + 1, logger.length()).append(' ');
    line.append(formatMessage(event)).append('\n');
    for (Throwable why = event.getThrown(); why != null; why = why.getCause()) {
      line.append(why).append('\n');
      StackTraceElement[] frames = why.getStackTrace();
      for (int i = 0; i < Math.min(MOST_FRAMES, frames.length); i++) {
        line.append("\tat ").append(frames[i]).append('\n');
      }
    }
    return line.toString();
  }

  /** As wide as the others, so that the eye finds the columns. */
  private static String word(Level level) {
    if (level.intValue() >= Level.SEVERE.intValue()) {
      return "ERROR";
    }
    if (level.intValue() >= Level.WARNING.intValue()) {
      return "WARN ";
    }
    return level.intValue() >= Level.INFO.intValue() ? "INFO " : "DEBUG";
  }

  /**
   * In place of the JDK's, which reads a file, and falls silent when the program is asked to end,
   * while the station still tells how it stops.
   */
  public static final class Settings extends LogManager {
    private static final String SETTINGS =
        """
        handlers = java.util.logging.ConsoleHandler
        java.util.logging.ConsoleHandler.formatter = fr.anima.edge.LogLines
        com.pi4j.level = WARNING
        # Complains at length on every machine that is not a Pi.
        com.pi4j.boardinfo.level = OFF
        org.eclipse.paho.level = WARNING
        """;

    /** For the JDK, which makes it by its name. */
    public Settings() {}

    @Override
    public void readConfiguration() throws IOException {
      readConfiguration(new ByteArrayInputStream(SETTINGS.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Override
    public void reset() {
      // the lines end with the program
    }
  }
}
