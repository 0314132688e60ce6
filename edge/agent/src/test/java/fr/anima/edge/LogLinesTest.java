package fr.anima.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogLinesTest {
  private final LogLines lines = new LogLines();

  @Test
  void an_event_is_one_line_with_its_time_level_and_class() {
    LogRecord event = event(Level.WARNING, "sensor failing sensor=climate");

    assertEquals(
        "2026-11-23T10:00:00.123Z WARN  SensorTurn sensor failing sensor=climate\n",
        lines.format(event));
  }

  @Test
  void levels_have_the_words_that_the_code_uses() {
    assertEquals("ERROR", word(Level.SEVERE));
    assertEquals("WARN ", word(Level.WARNING));
    assertEquals("INFO ", word(Level.INFO));
    assertEquals("DEBUG", word(Level.FINE));
  }

  @Test
  void a_throwable_is_told_with_its_cause_and_a_few_frames_of_each() {
    LogRecord event = event(Level.SEVERE, "bus gone");
    event.setThrown(new IllegalStateException("outer", new IOException("inner")));

    List<String> told = lines.format(event).lines().toList();

    assertEquals("java.lang.IllegalStateException: outer", told.get(1));
    assertEquals("java.io.IOException: inner", told.get(5));
    assertEquals(9, told.size());
  }

  @Test
  void a_program_that_is_asked_to_end_still_tells_how_it_stops() throws Exception {
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Ending.class.getName())
            .redirectErrorStream(true)
            .start();

    String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertTrue(program.waitFor(20, TimeUnit.SECONDS), said);
    assertTrue(said.contains("INFO  LogLinesTest$Ending stops bus=1\n"), said);
    assertEquals(1, said.lines().count(), said);
  }

  /** Logs when the JDK's own logging has long been closed, and what nobody wants to read. */
  public static final class Ending {
    private Ending() {}

    /** Ends at once. */
    public static void main(String[] none) {
      LogLines.begin();
      Thread hook =
          new Thread(
              () -> {
                try {
                  TimeUnit.MILLISECONDS.sleep(300);
                } catch (InterruptedException why) {
                  Thread.currentThread().interrupt();
                }
                LoggerFactory.getLogger(Ending.class).info("stops bus={}", 1);
                LoggerFactory.getLogger("org.eclipse.paho.mqttv5.client").info("chatters");
                LoggerFactory.getLogger("com.pi4j.boardinfo.util").error("is no Pi");
              });
      Runtime.getRuntime().addShutdownHook(hook);
    }
  }

  private String word(Level level) {
    return lines.format(event(level, "")).substring(25, 30);
  }

  private static LogRecord event(Level level, String message) {
    LogRecord event = new LogRecord(level, message);
    event.setLoggerName("fr.anima.edge.sampling.SensorTurn");
    event.setInstant(Instant.parse("2026-11-23T10:00:00.123456Z"));
    return event;
  }
}
