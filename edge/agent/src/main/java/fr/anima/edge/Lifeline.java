package fr.anima.edge;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells systemd that the station has started and still lives. systemd listens on a datagram socket
 * of a kind that Java cannot open, so its own {@code systemd-notify} is asked to speak; without
 * systemd nothing is told.
 */
final class Lifeline implements Closeable {
  private static final Logger log = LoggerFactory.getLogger(Lifeline.class);
  private static final int PATIENCE_SECONDS = 10;

  private final Map<String, String> environment;
  private final Consumer<String> systemd;
  private final ScheduledExecutorService pulse =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "lifeline");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Tells that systemd.
   *
   * @param environment what systemd gave the service: where it listens, and how long it waits
   */
  Lifeline(Map<String, String> environment, Consumer<String> systemd) {
    this.environment = environment;
    this.systemd = systemd;
  }

  /** Tells the systemd that started this program. */
  static Lifeline ofThisService() {
    return new Lifeline(System.getenv(), Lifeline::tell);
  }

  /**
   * Says that the station has started, and from now on, three times as often as systemd wants to
   * hear it, that it lives.
   *
   * @param life returns only if the station lives: one that hangs is not heard of again
   */
  void start(Runnable life) {
    if (!environment.containsKey("NOTIFY_SOCKET")) {
      pulse.shutdown();
      return;
    }
    systemd.accept("READY=1");
    long micros = Long.parseLong(environment.getOrDefault("WATCHDOG_USEC", "0"));
    if (micros > 0) {
      pulse.scheduleWithFixedDelay(() -> beat(life), 0, micros / 3, TimeUnit.MICROSECONDS);
    }
  }

  private void beat(Runnable life) {
    try {
      life.run();
      systemd.accept("WATCHDOG=1");
    } catch (RuntimeException why) {
      // Thrown further it would end the pulse, and a station that recovers would be restarted.
      log.error("no sign of life for systemd reason={}", why.toString());
    }
  }

  private static void tell(String word) {
    try {
      Process notify =
          new ProcessBuilder("systemd-notify", word)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!notify.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || notify.exitValue() != 0) {
        notify.destroyForcibly();
        log.warn("systemd-notify {} did not work; is NotifyAccess=all in the unit?", word);
      }
    } catch (IOException why) {
      log.warn(
          "systemd-notify cannot be run, systemd will restart the station: {}", why.toString());
    } catch (InterruptedException why) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    pulse.shutdownNow();
  }
}
