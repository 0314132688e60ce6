package fr.anima.edge.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.edge.spool.SpoolRecord;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broken twins: the hub refuses, holds up, falls silent, hangs up. */
class UplinkTroubleTest {
  @TempDir Path directory;
  private @Nullable Rig opened;

  private Rig rig() throws IOException {
    Rig fresh = new Rig(directory);
    opened = fresh;
    return fresh;
  }

  @AfterEach
  void close_all() throws IOException {
    if (opened != null) {
      opened.close();
    }
  }

  @Test
  void nothing_is_forgotten_before_the_hub_acknowledges() throws IOException {
    Rig rig = rig();
    rig.hub.judge = it -> HubStub.Reply.SILENCE;
    rig.append("readings", 1, 100);

    rig.start();

    Rig.soon().until(() -> rig.arrived().size() >= 100);
    assertEquals(100, rig.spool.state().records());
  }

  @Test
  void what_the_hub_cannot_take_now_is_sent_again_until_it_can() throws IOException {
    Rig rig = rig();
    AtomicInteger tries = new AtomicInteger();
    rig.hub.judge =
        it ->
            tries.incrementAndGet() == 1
                ? new HubStub.Reply(0x97, "slow down", 0)
                : HubStub.Reply.STORED;
    rig.append("readings", 1, 10);

    rig.start();

    rig.untilDrained();
    assertEquals(2, tries.get());
    assertEquals(0, rig.spool.state().losses().size());
    assertEquals(1, rig.hub.connects.size());
  }

  @Test
  void a_wrong_key_is_told_and_tried_again() throws IOException {
    Rig rig = rig();
    rig.hub.connectCode = 0x86;
    rig.append("readings", 1, 3);
    Uplink uplink = rig.start();
    Rig.soon().until(() -> rig.hub.connects.size() >= 3);

    assertFalse(uplink.state().connected());
    assertTrue(uplink.state().trouble().contains("this station's key"), uplink.state().trouble());

    rig.hub.connectCode = 0;
    rig.untilDrained();
    assertEquals(Rig.upTo(3), rig.arrived());
  }

  @Test
  void a_hub_that_falls_silent_is_left_and_found_again() throws IOException {
    Rig rig = rig();
    Rhythm fast =
        new Rhythm(
            Duration.ofSeconds(2),
            Duration.ofMillis(500),
            Duration.ofSeconds(3),
            Rig.QUICK.patience());
    Uplink uplink = rig.start(fast);
    Rig.soon().until(() -> uplink.state().connected());

    rig.hub.silent = true;
    rig.append("readings", 1, 5);
    Rig.soon().until(() -> rig.hub.connects.size() >= 2);
    rig.hub.silent = false;
    rig.hub.hangUp(); // what came in the moment before stays unanswered on that connection

    rig.untilDrained();
  }

  @Test
  void a_record_larger_than_the_hub_takes_does_not_hold_up_the_others() throws IOException {
    Rig rig = rig();
    rig.hub.maximumPacket = 2_000;
    rig.append("readings", 1, 1);
    rig.spool.append(SpoolRecord.Rank.TELEMETRY, "readings", 7, 2, new byte[3_000]);
    rig.append("readings", 3, 60);

    Uplink uplink = rig.start();

    rig.untilDrained();
    assertEquals(59, rig.arrived().size());
    assertEquals(Map.of("0x95", 1L), uplink.state().refused());
    assertTrue(rig.hub.published.stream().allMatch(it -> it.text().length() < 1_900));
  }

  @Test
  void closing_is_quick_whether_or_not_there_is_a_hub() throws IOException {
    Rig rig = rig();
    Uplink uplink = rig.start(URI.create("tcp://127.0.0.1:1"), Rig.QUICK); // nobody listens there
    Rig.soon().until(() -> uplink.state().trouble().startsWith("cannot connect"));

    long before = System.nanoTime();
    uplink.close();

    assertTrue(Duration.ofNanos(System.nanoTime() - before).toSeconds() < 3);
  }
}
