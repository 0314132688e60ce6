package fr.anima.edge.uplink;

import java.util.concurrent.TimeUnit;

/**
 * How many bytes may be on their way unanswered: what a reading of now has to wait for. Grows while
 * answers come soon, shrinks when they take long, so that a backlog fills a fast line and a thin
 * one never has more than a second or two of it before the present. Outlives connections.
 */
final class SendWindow {
  private static final int LEAST = 1024;
  private static final int FIRST = 16 * 1024;
  private static final int MOST = 512 * 1024; // twice this is a Pi's to give
  private static final long SOON = TimeUnit.MILLISECONDS.toNanos(700);
  private static final long AIM = TimeUnit.SECONDS.toNanos(1);
  private static final long LONG = TimeUnit.MILLISECONDS.toNanos(1_400);

  /** Of a window's bytes in one batch: several are on their way, and an answer is never far. */
  private static final int SHARE = 4;

  private static final int USUAL_RECORD = 128;
  private static final int LEAST_RECORDS = 16;
  private static final int MOST_RECORDS = 256;

  private int bytes = FIRST;

  /** How many bytes may be on their way. */
  int bytes() {
    return bytes;
  }

  /** How large a batch of several records should be. */
  int batchBytes() {
    return Math.min(Batch.MOST_BYTES, bytes / SHARE);
  }

  /** How many records to make ready at once: those made ready are before a newer one, too. */
  int records() {
    return Math.max(LEAST_RECORDS, Math.min(MOST_RECORDS, bytes / SHARE / USUAL_RECORD));
  }

  /**
   * A batch was answered.
   *
   * @param onTheirWay bytes unanswered when it was published, its own among them
   * @param nanos since then: so many bytes in that time are what the line bears
   */
  void answered(int onTheirWay, long nanos) {
    if (nanos > LONG) {
      bytes = (int) Math.max(LEAST, Math.min(bytes, onTheirWay * AIM / nanos));
    } else if (nanos < SOON && onTheirWay > bytes / 4 * 3) {
      bytes = Math.min(MOST, 2 * bytes);
    }
  }

  /** A connection ended before any answer: it may be too weak for what was sent. */
  void endedUnanswered() {
    bytes = Math.max(LEAST, bytes / 2);
  }
}
