package fr.anima.edge.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the spool does about a card that loses, refuses or does not give, file by file. */
class SpoolCardTest {
  @TempDir Path work;
  private Path directory = Path.of("");
  private Path killed = Path.of("");

  @BeforeEach
  void places() {
    directory = work.resolve("spool");
    killed = work.resolve("killed");
  }

  private Path onlySegment() {
    return killed.resolve(
        Spools.files(killed).stream().filter(it -> it.endsWith(".seg")).findFirst().orElseThrow());
  }

  /** Ten records on the card, ten more that only the acknowledgements survived. */
  private void tenOfTwentyAreLeftAndTheOthersAcknowledged(int bytesOfTheEleventh)
      throws IOException {
    int end;
    try (Spool spool = Spool.open(directory, Spools.SMALL)) {
      for (long sequence = 1; sequence <= 10; sequence++) {
        Spools.append(spool, 7, sequence);
      }
      end = (int) spool.state().bytes();
      for (long sequence = 11; sequence <= 20; sequence++) {
        Spools.append(spool, 7, sequence);
      }
      Spools.all(spool).stream().filter(it -> it.sequence() > 10).forEach(spool::forget);
      spool.sync();
      Spools.copy(directory, killed);
    }
    byte[] all = Files.readAllBytes(onlySegment());
    Files.write(onlySegment(), Arrays.copyOf(all, end + bytesOfTheEleventh));
  }

  @Test
  void acknowledgements_of_records_that_the_card_lost_free_no_other_record() throws IOException {
    tenOfTwentyAreLeftAndTheOthersAcknowledged(0);

    for (int start = 1; start <= 2; start++) {
      try (Spool spool = Spool.open(killed, Spools.SMALL)) {
        assertEquals(10, spool.state().records());
        assertEquals(
            LongStream.rangeClosed(1, 10).boxed().toList(), Spools.sequences(Spools.all(spool)));
        assertEquals(Map.of(), spool.state().losses());
      }
    }
  }

  /** Twenty records forced one by one, and the files as a kill would leave them. */
  private int aBurst() throws IOException {
    try (Spool spool = Spool.open(directory, SpoolLimits.standard())) {
      for (long sequence = 1; sequence <= 20; sequence++) {
        Spools.append(spool, 7, sequence);
        spool.sync();
      }
      Spools.copy(directory, killed);
      return (int) spool.state().bytes();
    }
  }

  @Test
  void room_written_ahead_in_a_burst_is_no_damage_and_is_given_back() throws IOException {
    int bytes = aBurst();
    assertTrue(Files.size(onlySegment()) > 256 * 1024, "room ahead");
    assertEquals(
        List.of(),
        SpoolFiles.look(killed, place -> {}).stream().flatMap(it -> it.damage().stream()).toList());

    for (Path each : List.of(directory, killed)) {
      try (Spool spool = Spool.open(each, SpoolLimits.standard())) {
        assertEquals(20, Spools.all(spool).size());
        assertEquals(Map.of(), spool.state().losses());
        assertEquals(bytes, spool.state().bytes());
      }
      assertEquals(bytes, Files.size(each.resolve("telemetry-0000000000000001.seg")));
    }
  }

  @Test
  void a_record_torn_within_the_room_ahead_is_told() throws IOException {
    int bytes = aBurst();
    byte[] torn = Files.readAllBytes(onlySegment());
    Arrays.fill(torn, bytes - 30, bytes, (byte) '.');
    Files.write(onlySegment(), torn);

    try (Spool spool = Spool.open(killed, SpoolLimits.standard())) {
      assertEquals(19, Spools.all(spool).size());
      assertEquals(Map.of(SpoolLoss.TORN, 1L), spool.state().losses());
    }
  }

  @Test
  void a_torn_record_that_the_hub_has_is_no_loss() throws IOException {
    tenOfTwentyAreLeftAndTheOthersAcknowledged(30);

    try (Spool spool = Spool.open(killed, Spools.SMALL)) {
      assertEquals(10, Spools.all(spool).size());
      assertEquals(Map.of(), spool.state().losses());
    }
  }

  @Test
  void a_file_that_the_card_does_not_give_is_left_alone_and_told() throws IOException {
    try (Spool spool = Spool.open(directory, Spools.SMALL)) {
      for (long sequence = 1; sequence <= 200; sequence++) {
        Spools.append(spool, 7, sequence);
      }
    }
    List<String> segments =
        Spools.files(directory).stream().filter(it -> it.endsWith(".seg")).toList();
    Path bad = directory.resolve(segments.get(1));
    Path elsewhere = Files.move(bad, work.resolve("elsewhere"));
    Files.createDirectory(bad); // opens and reads as badly as a bad block

    int left;
    try (Spool spool = Spool.open(directory, Spools.SMALL)) {
      left = Spools.all(spool).size();
      assertTrue(left > 100 && left < 200, left + " records");
      assertTrue(spool.state().trouble().startsWith("cannot read"), spool.state().trouble());
    }
    Files.delete(bad);
    Files.move(elsewhere, bad);
    try (Spool spool = Spool.open(directory, Spools.SMALL)) {
      assertEquals(200, Spools.all(spool).size());
      assertEquals(Map.of(), spool.state().losses());
      assertEquals("", spool.state().trouble());
    }
  }

  @Test
  void what_memory_held_is_on_the_card_once_it_takes_records_again() throws IOException {
    try (Spool spool = Spool.open(directory, Spools.SMALL)) {
      Spools.clear(directory);
      Files.delete(directory);
      for (long sequence = 1; sequence <= 50; sequence++) {
        Spools.append(spool, 7, sequence);
      }
      Files.createDirectories(directory);

      Awaitility.await()
          .atMost(Duration.ofSeconds(5))
          .until(() -> spool.state().trouble().isEmpty());

      spool.sync();
      Spools.copy(directory, killed);
      assertEquals(50, spool.state().records());
    }
    try (Spool spool = Spool.open(killed, Spools.SMALL)) {
      assertEquals(
          LongStream.rangeClosed(1, 50).boxed().toList(), Spools.sequences(Spools.all(spool)));
    }
  }

  @Test
  void in_memory_too_alarms_outlive_telemetry() {
    SpoolMemory memory = new SpoolMemory();
    int lost = 0;
    for (long sequence = 1; sequence <= 3_000; sequence++) {
      SpoolRecord.Rank rank =
          sequence % 10 == 1 ? SpoolRecord.Rank.ALARM : SpoolRecord.Rank.TELEMETRY;
      lost += memory.add(new SpoolRecord(7, sequence, rank, "readings", new byte[20], 0)).size();
    }

    List<SpoolRecord> kept = memory.drain();

    assertEquals(1_000, lost);
    assertEquals(300, kept.stream().filter(it -> it.rank() == SpoolRecord.Rank.ALARM).count());
  }

  @Test
  void what_is_set_aside_is_kept_counted_and_never_handed_out_again() throws IOException {
    try (Spool spool = Spool.open(directory, Spools.SMALL)) {
      for (long sequence = 1; sequence <= 5; sequence++) {
        Spools.append(spool, 7, sequence);
      }
      SpoolRecord third = Spools.all(spool).get(2);
      assertTrue(spool.setAside(third, "the hub puts it off"));
      assertFalse(spool.forget(third));
    }

    try (Spool spool = Spool.open(directory, Spools.SMALL)) {
      assertEquals(List.of(1L, 2L, 4L, 5L), Spools.sequences(Spools.all(spool)));
      assertEquals(Map.of(SpoolLoss.DEAD_LETTER, 1L), spool.state().losses());
    }
    Path letters = directory.resolve(DeadLetters.NAME);
    assertEquals(
        List.of(3L),
        Spools.sequences(SegmentFormat.Reader.readable(letters, 0, Files.size(letters))));
  }

  @Test
  void dead_letters_take_two_files_at_most() throws IOException {
    byte[] large = new byte[60_000];
    DeadLetters letters = new DeadLetters(work);
    for (long sequence = 1; sequence <= 60; sequence++) {
      letters.add(
          new SpoolRecord(7, sequence, SpoolRecord.Rank.TELEMETRY, "readings", large, sequence));
    }

    assertEquals(
        List.of(DeadLetters.NAME, DeadLetters.OLDER_NAME),
        Spools.files(work).stream().sorted().toList());
    Path newest = work.resolve(DeadLetters.NAME);
    List<Long> kept =
        Spools.sequences(SegmentFormat.Reader.readable(newest, 0, Files.size(newest)));
    assertEquals(60L, kept.get(kept.size() - 1));
  }
}
