package fr.anima.hub.photos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fr.anima.hub.photos.Shelf.Kept;
import fr.anima.hub.photos.Shelf.NoRoom;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShelfTest {
  private static final int MIB = 1 << 20;
  private final Shelf shelf = new Shelf(2);

  @Test
  void there_is_room_up_to_the_last_byte_and_none_after() {
    assertEquals(Optional.empty(), shelf.objection(new Kept(MIB, 0), MIB, true));
    assertEquals(Optional.of(NoRoom.SHELF_FULL), shelf.objection(new Kept(MIB, 0), MIB + 1, true));
  }

  @Test
  void a_person_sends_so_many_a_day_and_not_one_more() {
    assertEquals(Optional.empty(), shelf.objection(new Kept(0, Shelf.MOST_A_DAY - 1), 1, true));
    assertEquals(
        Optional.of(NoRoom.DAY_FULL), shelf.objection(new Kept(0, Shelf.MOST_A_DAY), 1, true));
  }

  @Test
  void a_full_disk_says_so_first() {
    assertEquals(
        Optional.of(NoRoom.DISK_FULL),
        shelf.objection(new Kept(3L * MIB, Shelf.MOST_A_DAY), 1, false));
  }

  @Test
  void the_largest_shelf_does_not_overflow() {
    assertEquals(
        Optional.empty(), new Shelf(1_000_000).objection(new Kept(900_000L * MIB, 0), 1, true));
  }
}
