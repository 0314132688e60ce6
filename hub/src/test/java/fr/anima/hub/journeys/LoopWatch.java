package fr.anima.hub.journeys;

import fr.anima.hub.Hub;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A hub whose event loops are watched: one that waits for something for longer than a tenth of a
 * second is told of. Vert.x itself only sees that a loop makes no headway, which it does not do
 * either where others have the processor.
 */
public final class LoopWatch {
  /** What the console says. */
  static final String BLOCKED = "EVENT LOOP BLOCKED";

  private static final int LOOK_MILLIS = 20;
  private static final int MOST_LOOKS = 5;

  private LoopWatch() {}

  /** As {@link Hub#main}. */
  public static void main(String[] arguments) throws Exception {
    Thread watch = new Thread(LoopWatch::watch, "loop-watch");
    watch.setDaemon(true);
    watch.start();
    Hub.main(arguments);
  }

  private static void watch() {
    Map<Thread, Integer> waits = new HashMap<>();
    try {
      while (true) {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        for (Thread each : loops()) {
          int waited = isWaiting(each) ? waits.merge(each, 1, Integer::sum) : 0;
          waits.put(each, waited);
          if (waited == MOST_LOOKS) {
            tell(each);
          }
        }
      }
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  /** A loop that has nothing to do is in the kernel, which Java calls runnable. */
  private static boolean isWaiting(Thread loop) {
    return switch (loop.getState()) {
      case BLOCKED, WAITING, TIMED_WAITING -> true;
      case NEW, RUNNABLE, TERMINATED -> false;
    };
  }

  private static List<Thread> loops() {
    Thread[] all = new Thread[Thread.activeCount() + 32];
    int count = Thread.enumerate(all);
    return Arrays.stream(all, 0, count)
        .filter(it -> it.getName().startsWith("vert.x-eventloop"))
        .toList();
  }

  private static void tell(Thread loop) {
    StringBuilder told = new StringBuilder(BLOCKED + " " + loop.getName() + "\n");
    for (StackTraceElement each : loop.getStackTrace()) {
      told.append("  at ").append(each).append('\n');
    }
    System.out.print(told);
  }
}
