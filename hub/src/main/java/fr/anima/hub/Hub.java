package fr.anima.hub;

import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole hub. Its lists of plugs, in the order of a reading's path, are the first thing to read.
 */
public final class Hub {
  private static final Logger LOG = LoggerFactory.getLogger(Hub.class);
  private static final int WRONG_SETTINGS = 2;
  private static final int NOT_STARTED = 1;
  private static final long MOST_MILLIS_TO_STOP = 9_500;

  private Hub() {}

  /** Runs until it is told to stop. */
  public static void main(String[] arguments) {
    HubConfig config = settings();
    try {
      Progress progress = new Progress(System.out);
      Running running = Running.start(config, progress, InstantSource.system(), Hub::rooms);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(running), "anima-stop"));
    } catch (Exception why) {
      LOG.error("hub not started", why);
      System.err.println("the hub did not start: " + why.getMessage());
      System.exit(NOT_STARTED);
    }
  }

  private static HubConfig settings() {
    try {
      return HubConfig.from(System.getenv());
    } catch (IllegalArgumentException mistakes) {
      System.err.println(mistakes.getMessage());
      System.exit(WRONG_SETTINGS);
      throw mistakes;
    }
  }

  /** Every room, and all it plugs in. */
  static Plugs rooms(Spine spine) {
    return new Plugs(List.of(), List.of(), List.of(), List.of(), List.of());
  }

  /** Within ten seconds, whatever hangs: whoever stops the hub counts on it. */
  private static void stop(Running running) {
    Thread closing = new Thread(running::close, "anima-close");
    closing.setDaemon(true);
    closing.start();
    try {
      closing.join(MOST_MILLIS_TO_STOP);
    } catch (InterruptedException why) {
      Thread.currentThread().interrupt();
    }
    if (closing.isAlive()) {
      LOG.error("hub not stopped within {} ms, ended", MOST_MILLIS_TO_STOP);
      Runtime.getRuntime().halt(NOT_STARTED);
    }
  }
}
