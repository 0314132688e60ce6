package fr.anima.edge.spool;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How dear a record is when the quota is reached: telemetry is dropped to make room for alarms. */
public enum SpoolRank {
  /** Outlives telemetry; dropped only when nothing but alarms is left. */
  ALARM(1),
  /** Everything else. */
  TELEMETRY(2);

  private final byte code;

  SpoolRank(int code) {
    this.code = (byte) code;
  }

  /** The byte on disk. */
  byte code() {
    return code;
  }

  static Optional<SpoolRank> ofCode(byte code) {
    return Arrays.stream(values()).filter(it -> it.code == code).findFirst();
  }

  /** The word in file names and in reports of losses. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
