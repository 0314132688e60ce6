package fr.anima.hub.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.health.DiskRoom.Level;
import fr.anima.hub.health.DiskRoom.Space;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiskRoomTest {
  private static final long CARD_MIB = 30_000;
  private static final int BALLAST_MIB = 2;

  @TempDir private Path folder;
  private final List<Boolean> told = new ArrayList<>();
  private long freeMib;

  @ParameterizedTest(name = "{0} of {1} MiB free: {2}")
  @CsvSource({
    // A card of 32 GB: the fixed bounds are less than its shares.
    "1024, 30000, ENOUGH",
    "1023, 30000, LOW",
    "512, 30000, LOW",
    "511, 30000, FULL",
    // A small disk: its shares are.
    "200, 2000, ENOUGH",
    "199, 2000, LOW",
    "100, 2000, LOW",
    "99, 2000, FULL",
    "0, 2000, FULL",
  })
  void the_lesser_of_a_share_and_a_fixed_bound_decides(int usable, int total, Level expected) {
    assertEquals(expected, Level.of(space(usable, total), Level.ENOUGH));
  }

  @Test
  void what_was_full_needs_some_more_room_to_go_on() {
    assertEquals(Level.FULL, Level.of(space(119, 2000), Level.FULL));
    assertEquals(Level.LOW, Level.of(space(120, 2000), Level.FULL));
  }

  @Test
  void the_ballast_is_kept_while_there_is_little_given_up_at_last_and_taken_again() {
    DiskRoom room = room(CARD_MIB);
    room.tell(told::add);

    leave(room, 20_000);
    assertTrue(Files.exists(ballast()), "there is room for it");
    leave(room, 900);
    leave(room, 171);
    assertEquals(Level.FULL, room.level());
    assertTrue(Files.exists(ballast()), "a third of the reserve is left");
    leave(room, 170);
    assertFalse(Files.exists(ballast()), "nearly none is left");
    leave(room, 1_100);
    assertFalse(Files.exists(ballast()), "it would soon be low again");
    leave(room, 1_300);

    assertTrue(Files.exists(ballast()), "there is room again");
    assertEquals(List.of(true, false, true), told);
    assertTrue(room.check().detail().endsWith("2 MiB more are in reserve"));
  }

  @Test
  void what_an_earlier_start_kept_is_given_up_before_anything_is_started() throws IOException {
    Files.createFile(ballast());
    DiskRoom room = room(CARD_MIB);

    leave(room, 10);

    assertFalse(Files.exists(ballast()));
    assertTrue(room.check().detail().contains("the reserve is given up"));
  }

  @Test
  void a_small_disk_carries_no_ballast() {
    DiskRoom room = room(3_000);

    leave(room, 2_900);

    assertFalse(Files.exists(ballast()));
  }

  @Test
  void the_ballast_takes_blocks_and_not_only_a_name() throws Exception {
    new Ballast(ballast(), 8 << 20).take();

    Process du = new ProcessBuilder("du", "-k", ballast().toString()).start();
    String said = new String(du.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertTrue(Integer.parseInt(said.split("\t", -1)[0]) >= 8 << 10, said);
  }

  private DiskRoom room(long totalMib) {
    return new DiskRoom(
        () -> space(freeMib, totalMib), new Ballast(ballast(), BALLAST_MIB << 20), Runnable::run);
  }

  /** So much is free, whatever the ballast takes; the hub looks, as it does all the time. */
  private void leave(DiskRoom room, long mib) {
    freeMib = mib;
    room.look();
  }

  private Path ballast() {
    return folder.resolve(Ballast.FILE);
  }

  private static Space space(long usableMib, long totalMib) {
    return new Space(usableMib << 20, totalMib << 20);
  }
}
