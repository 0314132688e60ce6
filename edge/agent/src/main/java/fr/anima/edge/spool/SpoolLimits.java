package fr.anima.edge.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How much of the card the spool may take.
 *
 * @param quotaBytes for all segments together; reached, the oldest telemetry goes first
 * @param segmentBytes of one file, which is also the grain in which records are dropped
 */
public record SpoolLimits(long quotaBytes, int segmentBytes) {
  /** The largest file, so that damage and dropping stay small. */
  public static final int LARGEST_SEGMENT = 1 << 20;

  /** The least quota that leaves room for four segments of one message each. */
  public static final long LEAST_QUOTA = 512 * 1024;

  private static final int SMALLEST_SEGMENT = 4 * 1024;
  private static final long FULL_BYTES = 2 * (1 << 16); // the largest record, and its file

  /**
   * Refuses limits that cannot be kept.
   *
   * @throws IllegalArgumentException says which and what to give instead
   */
  public SpoolLimits {
    if (segmentBytes < SMALLEST_SEGMENT || segmentBytes > LARGEST_SEGMENT) {
      throw new IllegalArgumentException(
          "spool segment of " + segmentBytes + " bytes: give " + SMALLEST_SEGMENT + " to 1048576");
    }
    if (quotaBytes < 4L * segmentBytes) {
      throw new IllegalArgumentException(
          "spool quota of " + quotaBytes + " bytes: give at least " + 4L * segmentBytes);
    }
  }

  /**
   * Limits for a quota, the segments as large as is sensible for it.
   *
   * @param quotaBytes at least {@link #LEAST_QUOTA}
   */
  public static SpoolLimits of(long quotaBytes) {
    if (quotaBytes < LEAST_QUOTA) {
      throw new IllegalArgumentException(
          "spool quota of " + quotaBytes + " bytes: give at least " + LEAST_QUOTA);
    }
    return new SpoolLimits(quotaBytes, (int) Math.min(LARGEST_SEGMENT, quotaBytes / 8));
  }

  /** 64 MiB: about three days of a message a second. */
  public static SpoolLimits standard() {
    return of(64L << 20);
  }

  /** Whether the card has no room; nothing is dropped for one that refuses although it has. */
  static boolean isFull(Path directory) {
    try {
      return Files.getFileStore(directory).getUsableSpace() < FULL_BYTES;
    } catch (IOException unknown) {
      return false;
    }
  }
}
