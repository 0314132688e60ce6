package fr.anima.hub.history.influx;

import fr.anima.hub.history.Retention;
import fr.anima.hub.history.Step;
import java.time.Duration;

/** The retention policies: what is kept for the same time lies together and is dropped at once. */
enum Shelf {
  /** As measured. */
  SAMPLES("samples"),
  /** As measured, and about persons. */
  POSITIONS("positions"),
  /** Sums per minute. */
  MINUTES("minutes"),
  /** Sums per quarter and hour. */
  ROLL_UPS("rollups");

  private final String word;

  Shelf(String word) {
    this.word = word;
  }

  static Shelf of(String measurement, Retention retention) {
    return retention.isPersonal(measurement) ? POSITIONS : SAMPLES;
  }

  static Shelf of(Step step) {
    return step == Step.MINUTE ? MINUTES : ROLL_UPS;
  }

  /** The retention policy. */
  String word() {
    return word;
  }

  /** As 2.x names it, and as 1.8's newer door takes it: database/policy. */
  String bucket(String database) {
    return database + "/" + word;
  }

  /**
   * How long the server keeps it. A day more than promised, so that a minute that is summed again
   * still finds all its samples; of persons nothing more.
   */
  Duration kept(Retention retention) {
    return switch (this) {
      case POSITIONS -> retention.positions();
      case SAMPLES -> retention.samples().plusDays(1);
      case MINUTES -> retention.minutes().plusDays(1);
      case ROLL_UPS -> retention.rollUps().plusDays(1);
    };
  }

  /** How much the server drops at once when it is over. */
  Duration droppedEvery() {
    return switch (this) {
      case POSITIONS, SAMPLES -> Duration.ofDays(1);
      case MINUTES -> Duration.ofDays(7);
      case ROLL_UPS -> Duration.ofDays(30);
    };
  }
}
