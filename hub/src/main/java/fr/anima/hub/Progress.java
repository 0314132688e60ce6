package fr.anima.hub;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;

/** Tells whoever starts the hub which slow step it is at, in French, one line each. */
final class Progress {
  private final PrintStream out;

  Progress(PrintStream out) {
    this.out = out;
  }

  /** Does one step; the line is whole when the step is over. */
  <T> T step(String name, String done, Callable<T> work) throws Exception {
    return step(name, result -> done, work);
  }

  /** The same for a step that may come out in several ways. */
  <T> T step(String name, Function<T, String> done, Callable<T> work) throws Exception {
    long started = System.nanoTime();
    T result = work.call();
    double seconds = (System.nanoTime() - started) / 1e9;
    say(
        "%s… %s (%s s)"
            .formatted(name, done.apply(result), String.format(Locale.FRENCH, "%.1f", seconds)));
    return result;
  }

  void say(String line) {
    out.println(line);
    out.flush();
  }
}
