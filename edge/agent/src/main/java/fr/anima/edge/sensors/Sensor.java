package fr.anima.edge.sensors;

import java.time.Instant;
import java.util.List;

/**
 * Something a station can ask. First stop of a reading's path; asked by the sampler from one thread
 * of its own, so a sensor may block and needs no locks.
 */
public interface Sensor extends AutoCloseable {
  /**
   * What there is to tell at this moment; empty when there is nothing new.
   *
   * @param now the station's clock
   * @throws Exception when the device does not answer or answers nonsense; the message says what,
   *     which and what to do, and reaches the keepers' screen
   */
  List<Sample> sample(Instant now) throws Exception;

  /**
   * For a sensor that hears of things between two turns: told once, before the first question.
   *
   * @param wake asks for a turn at once; may be called from any thread, and in vain
   */
  default void onNews(Runnable wake) {}

  /** Whether more can be had at once, without waiting for the next turn. */
  default boolean hasMore() {
    return false;
  }

  /** Whether it can be asked later without anything being lost; true of a recording. */
  default boolean canWait() {
    return false;
  }

  /** Whether everything has been told and nothing will ever come again; true of a played one. */
  default boolean isFinished() {
    return false;
  }

  /** What is wrong although samples come, such as unreadable rows; empty when nothing is. */
  default String complaint() {
    return "";
  }

  /**
   * What it sees at this moment, in words, for one that tells it only later; empty when it sees
   * nothing. For whoever checks a station, never sent.
   */
  default String glance() {
    return "";
  }

  /** Lets go of the device or file. */
  @Override
  default void close() throws Exception {}
}
