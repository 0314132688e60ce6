package fr.anima.hub.bikes;

import fr.anima.hub.eventlog.Arrival;
import fr.anima.hub.eventlog.LogRecord;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** The motion of each bike by the room's rules, folded over the raw topic without any streams. */
public final class MotionOracle {
  private final Function<LogRecord<Arrival>, Stream<Motion>> rules = new MotionsAgain().anew();
  private final Map<String, Motion> motions = new HashMap<>();

  /** Hears what a bike does as it is now. */
  @FunctionalInterface
  public interface Ear {
    /** A bike that does so since then, known since the fix that was measured at that time. */
    void motion(String bike, String word, Instant since, Instant judgedAt);
  }

  /** The next record of the raw topic; each message once. */
  public void take(LogRecord<Arrival> record) {
    rules.apply(record).forEach(it -> motions.put(it.bike(), it));
  }

  /** Tells what each bike does now. */
  public void tell(Ear ear) {
    motions
        .values()
        .forEach(
            it ->
                ear.motion(
                    it.bike(),
                    it.motion().name().toLowerCase(Locale.ROOT),
                    it.since(),
                    it.judgedAt()));
  }
}
