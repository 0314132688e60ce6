package fr.anima.edge.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.edge.spool.card.BadPages;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise E2 on a card that does not give some pages of a file, for a while or for ever. */
class BadBlockTest {
  private static final int RECORDS = 400;

  @TempDir Path work;

  private static void fill(Path directory) throws IOException {
    try (Spool spool = Spool.open(directory, SpoolLimits.standard())) {
      for (long sequence = 1; sequence <= RECORDS; sequence++) {
        Spools.append(spool, 7, sequence);
      }
    }
  }

  @Test
  void records_around_a_bad_block_go_out_and_it_is_tried_again_until_it_is_lost_for_good()
      throws Exception {
    LoopCard.assumeWorks("mkfs.ext4", "nbdkit", "nbdfuse", "filefrag");
    try (NetworkBlock block = NetworkBlock.withBadBlocks(work);
        LoopCard card = LoopCard.insert(block.device(), work.resolve("card"))) {
      fill(card.mount.resolve("spool"));
      Path file = card.mount.resolve("spool/telemetry-0000000000000001.seg");
      long bad = card.byteOf(file, 4);
      card.unmount();
      card.mount();
      block.spoil(bad);

      try (Spool spool = Spool.open(card.mount.resolve("spool"), SpoolLimits.standard())) {
        List<Long> left = Spools.sequences(Spools.all(spool));
        assertTrue(left.size() < RECORDS && left.size() > RECORDS - 80, left.size() + " records");
        assertTrue(left.contains(1L) && left.contains((long) RECORDS), left.toString());
        assertEquals(Map.of(), spool.state().losses()); // not yet
        assertTrue(spool.state().trouble().startsWith("cannot read"), spool.state().trouble());
        assertEquals(RECORDS, spool.state().records());

        block.heal();
        Awaitility.await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> spool.state().trouble().isEmpty());
        assertEquals(RECORDS - left.size(), Spools.all(spool).size()); // the rest, in this session
        assertEquals(Map.of(), spool.state().losses());
      }
    }
  }

  /** A segment of which the file gives nothing, as a directory does in place of it. */
  private SpoolSegment unreadable(Path directory) throws IOException {
    Path file = directory.resolve("telemetry-0000000000000001.seg");
    Files.move(file, work.resolve("elsewhere"));
    Files.createDirectory(file);
    SpoolSegment segment = new SpoolSegment(file, SpoolRecord.Rank.TELEMETRY, 1);
    assertEquals(Optional.empty(), segment.recover(Long.MAX_VALUE));
    return segment;
  }

  private static Optional<SpoolLoss> afterSeconds(SpoolSegment segment, long seconds)
      throws IOException {
    return segment.lookAgain(TimeUnit.SECONDS.toNanos(seconds));
  }

  @Test
  void what_is_never_given_counts_as_lost_after_five_more_tries() throws IOException {
    Path directory = work.resolve("spool");
    fill(directory);
    SpoolSegment segment = unreadable(directory);
    for (long seconds = 1; seconds < 1 + 10 + 20 + 40 + 80 + 160; seconds++) {
      assertEquals(Optional.empty(), afterSeconds(segment, seconds), seconds + " s");
    }
    assertEquals(RECORDS, segment.waiting());

    SpoolLoss loss = afterSeconds(segment, 1 + 10 + 20 + 40 + 80 + 160).orElseThrow();

    assertEquals(SpoolLoss.DAMAGED, loss.name());
    assertEquals(RECORDS, loss.records());
    assertEquals(0, segment.waiting());
    assertFalse(segment.isPatchy());
    assertEquals(Optional.empty(), afterSeconds(segment, 9_000));
  }

  @Test
  void what_is_given_after_all_is_handed_out() throws IOException {
    Path directory = work.resolve("spool");
    fill(directory);
    SpoolSegment segment = unreadable(directory);
    assertEquals(Optional.empty(), afterSeconds(segment, 1));
    Files.delete(directory.resolve("telemetry-0000000000000001.seg"));
    Files.move(work.resolve("elsewhere"), directory.resolve("telemetry-0000000000000001.seg"));

    assertEquals(Optional.empty(), afterSeconds(segment, 11));

    Deque<SpoolRecord> out = new ArrayDeque<>();
    segment.read(0, 1_000, out);
    assertFalse(segment.isPatchy());
    assertEquals(RECORDS, out.size());
  }

  @Test
  void a_file_is_read_in_one_piece_when_all_of_it_is_given() throws IOException {
    Path file = Files.write(work.resolve("file"), new byte[10_000]);
    BadPages pages = new BadPages();
    ByteBuffer into = ByteBuffer.allocate(9_000);

    try (FileChannel in = FileChannel.open(file)) {
      pages.read(in, into, 1_000);
    }

    assertEquals(9_000, into.position());
    assertTrue(pages.isEmpty());
  }
}
