package fr.anima.hub.photos;

import java.util.Locale;
import java.util.Optional;

/**
 * How many photos there is room for: pure.
 *
 * @param mostMib of all photos together, in MiB
 */
record Shelf(int mostMib) {
  /** Of one person within 24 hours; a phone gone mad must not fill the farm's share. */
  static final int MOST_A_DAY = 300;

  private static final long MIB = 1L << 20;

  /**
   * What is there already.
   *
   * @param bytes of all photos
   * @param ofPersonToday how many that person sent within 24 hours
   */
  record Kept(long bytes, long ofPersonToday) {}

  /** Why there is no room; the words say what to do. */
  enum NoRoom {
    DISK_FULL("the hub's disk is nearly full: an administrator has to make room, then it goes on"),
    SHELF_FULL("photos take all the room they may: an administrator can raise ANIMA_PHOTO_MIB"),
    DAY_FULL(MOST_A_DAY + " photos within 24 hours are all one person may send: wait a while");

    final String detail;

    NoRoom(String detail) {
      this.detail = detail;
    }

    /** The stable name of the problem. */
    String word() {
      return "photo-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Whether one more of that size may be kept. */
  Optional<NoRoom> objection(Kept kept, int bytes, boolean diskHasRoom) {
    if (!diskHasRoom) {
      return Optional.of(NoRoom.DISK_FULL);
    }
    if (kept.ofPersonToday() >= MOST_A_DAY) {
      return Optional.of(NoRoom.DAY_FULL);
    }
    return kept.bytes() + bytes > mostMib * MIB ? Optional.of(NoRoom.SHELF_FULL) : Optional.empty();
  }
}
