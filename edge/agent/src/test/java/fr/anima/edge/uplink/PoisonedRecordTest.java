package fr.anima.edge.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.edge.spool.SpoolLoss;
import fr.anima.edge.spool.SpoolRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise E7: a message over which the hub ends the connection does not hold up the others. */
class PoisonedRecordTest {
  @TempDir Path directory;
  private final Set<Long> stored = ConcurrentHashMap.newKeySet();
  private @Nullable Rig opened;

  private Rig rig(Set<Long> poison) throws IOException {
    Rig rig = new Rig(directory);
    opened = rig;
    rig.hub.judge =
        it -> {
          if (Rig.sequences(it).stream().anyMatch(poison::contains)) {
            return HubStub.Reply.CUT;
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

  /** A live message every 10 ms, until so many are set aside and the rest has gone. */
  private static int liveUntilSetAside(Rig rig, int deadLetters, int from) throws IOException {
    int next = from;
    while (rig.spool.state().losses().getOrDefault(SpoolLoss.DEAD_LETTER, 0L) < deadLetters) {
      assertTrue(next < from + 9_000, rig.spool.state().toString());
      rig.append("readings", next, next);
      next++;
      LockSupport.parkNanos(10_000_000);
    }
    rig.untilDrained();
    return next - 1;
  }

  private Set<Long> deadLetters() throws IOException {
    String letters =
        Files.readString(directory.resolve("dead-letters"), StandardCharsets.ISO_8859_1);
    return Set.copyOf(Rig.sequences(new HubStub.Published("", letters)));
  }

  @Test
  void one_in_a_thousand_ends_among_the_dead_letters_and_the_rest_arrives() throws IOException {
    Set<Long> poison = Set.of(1L, 1_000L, 2_000L, 3_000L, 4_000L);
    Rig rig = rig(poison);
    rig.append("readings", 1, 5_000);

    rig.start();
    int last = liveUntilSetAside(rig, poison.size(), 5_001);

    Set<Long> all = new TreeSet<>(Rig.upTo(last));
    all.removeAll(poison);
    assertEquals(all, new TreeSet<>(stored));
    assertEquals(Map.of(SpoolLoss.DEAD_LETTER, 5L), rig.spool.state().losses());
    assertEquals(poison, deadLetters());
  }

  @Test
  void with_the_waits_of_a_real_station_the_rest_flows_within_a_minute() throws IOException {
    Rig rig = rig(Set.of(500L));
    rig.append("readings", 1, 1_000);

    long began = System.nanoTime();
    rig.start(Rhythm.standard());
    liveUntilSetAside(rig, 1, 1_001);
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);

    System.out.println(
        "poisoned record: set aside in " + seconds + " s, connections " + rig.hub.connects.size());
    assertTrue(seconds < 60, seconds + " s");
  }

  @Test
  void a_hub_that_ends_every_connection_costs_no_message() throws IOException {
    Rig rig = rig(new TreeSet<>(Rig.upTo(50)));
    rig.append("readings", 1, 50);

    rig.start();
    Rig.soon().until(() -> rig.hub.connects.size() >= 25);

    assertEquals(50, rig.spool.state().records());
    assertFalse(Files.exists(directory.resolve("dead-letters")));
    rig.hub.judge = it -> HubStub.Reply.STORED;
    rig.untilDrained();
    assertEquals(Map.of(), rig.spool.state().losses());
  }

  @Test
  void a_hub_that_ends_connections_by_lot_costs_no_message() throws IOException {
    Random random = new Random(Long.getLong("anima.seed", 20_261_127L));
    Rig rig = rig(Set.of());
    rig.hub.judge = it -> random.nextInt(16) == 0 ? HubStub.Reply.CUT : HubStub.Reply.STORED;
    rig.append("readings", 1, 3_000);

    rig.start();

    rig.untilDrained();
    assertTrue(rig.hub.connects.size() > 1, rig.hub.connects.size() + " connections");
    assertEquals(new TreeSet<>(Rig.upTo(3_000)), new TreeSet<>(rig.arrived()));
    assertEquals(Map.of(), rig.spool.state().losses());
  }

  private static Batch batch(long... ordinals) {
    return new Batch(
        "readings",
        java.util.Arrays.stream(ordinals)
            .mapToObj(
                it ->
                    new SpoolRecord(
                        7, it, SpoolRecord.Rank.TELEMETRY, "readings", new byte[10], it))
            .toList());
  }

  private static void alone(Suspects suspects, Batch batch) {
    suspects.beginSession();
    assertTrue(suspects.keepBack(batch));
    assertEquals(Optional.of(batch), suspects.next());
  }

  @Test
  void who_was_on_its_way_in_two_cuts_travels_alone_and_five_cuts_there_are_proof() {
    Suspects suspects = new Suspects();
    suspects.cut(List.of(batch(1, 2), batch(3)), true);
    assertFalse(suspects.keepBack(batch(2)));
    suspects.cut(List.of(batch(2, 4), batch(5)), true);
    assertFalse(suspects.keepBack(batch(4)));

    alone(suspects, batch(2));
    suspects.cut(List.of(batch(2)), false); // nothing else passes: no proof
    for (int cuts = 1; cuts < 5; cuts++) {
      alone(suspects, batch(2));
      assertEquals(Optional.empty(), suspects.cut(List.of(batch(2)), true));
    }
    alone(suspects, batch(2));

    Optional<SpoolRecord> found = suspects.cut(List.of(batch(2)), true);

    assertEquals(2, found.orElseThrow().ordinal());
  }

  @Test
  void an_answer_ends_every_suspicion() {
    Suspects suspects = new Suspects();
    suspects.cut(List.of(batch(1, 2)), true);
    suspects.cut(List.of(batch(1, 2)), true);

    suspects.answered(batch(1, 2));

    assertFalse(suspects.keepBack(batch(1)));
    assertEquals(List.of(batch(1, 2)), suspects.apart(batch(1, 2).records(), 10_000));
  }
}
