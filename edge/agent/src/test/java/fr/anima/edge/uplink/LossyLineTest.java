package fr.anima.edge.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise L3 on lines that really lose packets. */
class LossyLineTest {
  private static final boolean LONG = Boolean.getBoolean("anima.long");
  private static final int SECONDS = LONG ? 360 : 20;
  private static final int PER_SECOND = 5;
  private static final int BACKLOG = 100;
  private static final String FILLER = "x".repeat(120); // as long as a reading is
  private static final Duration TO_DRAIN = Duration.ofMinutes(4);
  private static final long MOST_GROWTH = 2 << 20;

  @TempDir Path work;

  /** What reached the hub; one station and one boot here, so the sequence tells two apart. */
  private static final class Arrivals {
    private final BitSet once = new BitSet();
    private int copies;
    private long lastNanos = System.nanoTime();
    private long longestNanos;

    synchronized HubStub.Reply take(HubStub.Published published) {
      for (long each : Rig.sequences(published)) {
        copies += once.get((int) each) ? 1 : 0;
        once.set((int) each);
      }
      long now = System.nanoTime();
      longestNanos = Math.max(longestNanos, now - lastNanos);
      lastNanos = now;
      return HubStub.Reply.STORED;
    }

    synchronized BitSet once() {
      return (BitSet) once.clone();
    }

    @Override
    public synchronized String toString() {
      return once.cardinality()
          + " arrived, "
          + copies
          + " more sent twice and told apart, longest silence "
          + TimeUnit.NANOSECONDS.toSeconds(longestNanos)
          + " s";
    }
  }

  @Test
  void a_line_that_loses_a_fifth_of_its_packets_costs_no_reading_and_no_memory() throws Exception {
    LossyLine.assumeWorks();
    Arrivals arrivals = new Arrivals();
    try (LossyLine line = LossyLine.of(work, 64, 20);
        Rig rig = new Rig(work.resolve("spool"), new HubStub(line.hubSocket()))) {
      rig.hub.judge =
          it -> {
            rig.hub.published.clear(); // what is measured is the station's memory
            return arrivals.take(it);
          };
      append(rig, 1, BACKLOG);
      Uplink uplink = rig.start(line.address(rig.hub.port()), Rhythm.standard());
      drained().until(() -> uplink.state().acknowledged() > 0);
      long before = held();

      int appended = appendEachSecond(rig);
      long during = held();
      long ended = System.nanoTime();
      drained().until(() -> rig.spool.state().records() == 0);

      BitSet expected = new BitSet();
      expected.set(1, appended + 1);
      List<Long> packets = line.counts();
      System.out.printf(
          "lossy line: 64 kbit/s, %d packets lost of %d; %d readings in %d s, drained %d s later; %s;"
              + " %d connections, heap %d to %d KiB%n",
          packets.get(0),
          packets.get(0) + packets.get(1),
          appended,
          SECONDS,
          TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - ended),
          arrivals,
          uplink.state().connections(),
          before / 1024,
          during / 1024);
      assertEquals(expected, arrivals.once());
      assertEquals(Map.of(), rig.spool.state().losses());
      assertEquals(appended, uplink.state().acknowledged(), "forgotten once each");
      assertTrue(during - before < MOST_GROWTH, "memory grew by " + (during - before) + " bytes");
      assertTrue(packets.get(0) > packets.get(1) / 10, "the line lost only " + packets);
    }
  }

  @Test
  void a_line_that_loses_a_fiftieth_carries_the_present_within_five_seconds() throws Exception {
    LossyLine.assumeWorks();
    int backlog = LONG ? 10_000 : 3_000;
    int kilobits = 256;
    try (LossyLine line = LossyLine.of(work, kilobits, 2);
        Rig rig = new Rig(work.resolve("spool"), new HubStub(line.hubSocket()))) {
      Draining.fill(rig, backlog);
      rig.start(line.address(rig.hub.port()), Rhythm.standard());
      drained().until(() -> !rig.hub.published.isEmpty());

      Draining draining = Draining.watch(rig, backlog);

      double share = draining.bytesPerSecond() / (kilobits * 125);
      System.out.printf(
          "lossy line: %d kbit/s, 2 %% lost, backlog of %d: %s, %.0f %% of the line%n",
          kilobits, backlog, draining, 100 * share);
      assertTrue(draining.p95() <= 5_000, draining.toString());
      // a busy machine is a part of the line: the promised share is held to where it can even out
      assertTrue(share >= (LONG ? 0.7 : 0.5), share + " of the line");
    }
  }

  private static ConditionFactory drained() {
    return Awaitility.await().atMost(TO_DRAIN).pollInterval(Duration.ofMillis(50));
  }

  /** Five readings a second, as a station with five sensors has; returns the last sequence. */
  private static int appendEachSecond(Rig rig) throws InterruptedException {
    AtomicInteger last = new AtomicInteger(BACKLOG);
    AtomicInteger seconds = new AtomicInteger();
    ScheduledExecutorService sampler = Executors.newSingleThreadScheduledExecutor();
    sampler.scheduleAtFixedRate(
        () -> {
          try {
            append(rig, last.get() + 1, last.get() + PER_SECOND);
          } catch (IOException why) {
            throw new IllegalStateException(why);
          }
          last.addAndGet(PER_SECOND);
          if (seconds.incrementAndGet() == SECONDS) {
            sampler.shutdown();
          }
        },
        0,
        1,
        TimeUnit.SECONDS);
    assertTrue(sampler.awaitTermination(SECONDS + 60, TimeUnit.SECONDS), "the sampler hangs");
    return last.get();
  }

  private static void append(Rig rig, int from, int to) throws IOException {
    for (int sequence = from; sequence <= to; sequence++) {
      rig.append("readings", sequence, FILLER);
    }
  }

  /** Bytes that a collection leaves. */
  private static long held() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
