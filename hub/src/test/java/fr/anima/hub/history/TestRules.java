package fr.anima.hub.history;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Set;

/** What histories under test go by: positions for 30 days, samples for 90, as a hub's defaults. */
public final class TestRules {
  /** When nothing else is said, it is this. */
  public static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private TestRules() {}

  public static HistoryRules at(Instant now) {
    return at(InstantSource.fixed(now));
  }

  /**
   * The same, but what was measured is kept for half a century: a server has a clock of its own.
   */
  public static HistoryRules keepingAll(Instant now) {
    Duration ever = Duration.ofDays(19_000);
    return new HistoryRules(
        new Retention(Set.of("position"), ever, ever, ever, ever),
        ZoneId.of("Europe/Paris"),
        InstantSource.fixed(now));
  }

  public static HistoryRules at(InstantSource clock) {
    return new HistoryRules(
        new Retention(
            Set.of("position"),
            Duration.ofDays(30),
            Duration.ofDays(90),
            Duration.ofDays(400),
            Duration.ofDays(3_660)),
        ZoneId.of("Europe/Paris"),
        clock);
  }
}
