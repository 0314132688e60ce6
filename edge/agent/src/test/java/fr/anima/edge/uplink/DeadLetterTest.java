package fr.anima.edge.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.edge.spool.SpoolLoss;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise E7: a message that the hub puts off for ever does not hold up the others. */
class DeadLetterTest {
  private static final int NOT_NOW = 0x97;
  private static final int NOT_AUTHORIZED = 0x87;

  @TempDir Path directory;
  private final Set<Long> stored = ConcurrentHashMap.newKeySet();
  private @Nullable Rig opened;

  private Rig rig(int code, Set<Long> never) throws IOException {
    Rig rig = new Rig(directory);
    opened = rig;
    rig.hub.judge =
        it -> {
          if (Rig.sequences(it).stream().anyMatch(never::contains)) {
            return new HubStub.Reply(code, "the log does not take it", 0);
          }
          stored.addAll(Rig.sequences(it));
          return HubStub.Reply.STORED;
        };
    return rig;
  }

  @AfterEach
  void close_all() throws IOException {
    if (opened != null) {
      opened.close();
    }
  }

  /** Live messages go on: they are what shows that it is not the hub. */
  private static int liveUntilSetAside(Rig rig, int deadLetters, int from) throws IOException {
    int next = from;
    while (rig.spool.state().losses().getOrDefault(SpoolLoss.DEAD_LETTER, 0L) < deadLetters) {
      assertTrue(next < from + 3_000, rig.spool.state().toString());
      rig.append("readings", next, next);
      next++;
      java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
    }
    rig.untilDrained();
    return next - 1;
  }

  @Test
  void one_in_a_thousand_put_off_for_ever_ends_among_the_dead_letters_and_the_rest_arrives()
      throws IOException {
    Set<Long> never = Set.of(1L, 1_000L, 2_000L, 3_000L, 4_000L);
    Rig rig = rig(NOT_NOW, never);
    rig.append("readings", 1, 5_000);

    Uplink uplink = rig.start();
    int last = liveUntilSetAside(rig, never.size(), 5_001);

    Set<Long> all = new TreeSet<>(Rig.upTo(last));
    all.removeAll(never);
    assertEquals(all, new TreeSet<>(stored));
    assertEquals(Map.of(SpoolLoss.DEAD_LETTER, 5L), rig.spool.state().losses());
    assertEquals(last - 5, uplink.state().acknowledged());
    String letters =
        Files.readString(directory.resolve("dead-letters"), StandardCharsets.ISO_8859_1);
    assertEquals(never, Set.copyOf(Rig.sequences(new HubStub.Published("", letters))));
    assertEquals(1, rig.hub.connects.size());
  }

  @Test
  void a_hub_that_puts_everything_off_costs_no_message() throws IOException {
    Rig rig = rig(NOT_NOW, new TreeSet<>(Rig.upTo(50)));
    rig.append("readings", 1, 50);

    rig.start();
    Rig.soon().until(() -> rig.hub.published.size() >= 8);

    assertEquals(50, rig.spool.state().records());
    assertFalse(Files.exists(directory.resolve("dead-letters")));
    rig.hub.judge = it -> HubStub.Reply.STORED;
    rig.untilDrained();
    assertEquals(0, rig.spool.state().losses().size());
  }

  @Test
  void a_missing_right_is_never_held_against_a_message() throws IOException {
    Rig rig = rig(NOT_AUTHORIZED, Set.of(1L));
    rig.append("positions", 1, 1);

    rig.start();
    for (int sequence = 2; sequence <= 200; sequence++) {
      rig.append("readings", sequence, sequence);
      java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
    }

    Rig.soon().until(() -> stored.size() == 199);
    Rig.soon().until(() -> rig.spool.state().records() == 1);
    assertTrue(rig.hub.published.stream().filter(it -> it.text().contains(":1,")).count() > 6);
    assertFalse(Files.exists(directory.resolve("dead-letters")));
  }
}
