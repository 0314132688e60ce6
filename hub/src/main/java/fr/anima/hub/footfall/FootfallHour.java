package fr.anima.hub.footfall;

import java.time.Instant;
import java.time.ZoneId;

/**
 * The contract's FootfallHour. The local hour carries its offset, because one of them comes twice a
 * year.
 */
record FootfallHour(Instant start, String localHour, long in, long out, long measuredSeconds) {
  static FootfallHour of(HourTotal total, ZoneId zone) {
    return new FootfallHour(
        total.start(),
        total.start().atZone(zone).toOffsetDateTime().toString(),
        total.in(),
        total.out(),
        total.measuredSeconds());
  }
}
