package fr.anima.hub.orders;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until a test moves it. */
public final class MovableClock implements InstantSource {
  private volatile Instant now;

  /** Stands at that time. */
  public MovableClock(String now) {
    this.now = Instant.parse(now);
  }

  /** Time passes. */
  public void pass(Duration time) {
    now = now.plus(time);
  }

  @Override
  public Instant instant() {
    return now;
  }
}
