package fr.anima.edge.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.edge.spool.SpoolLoss;
import fr.anima.wire.SamplingPlan;
import fr.anima.wire.WireJson;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UplinkTest {
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
  void a_backlog_travels_oldest_first_in_arrays_and_is_forgotten() throws IOException {
    Rig rig = rig();
    rig.append("readings", 1, 1_000);

    Uplink uplink = rig.start();

    rig.untilDrained();
    assertEquals(Rig.upTo(1_000), rig.arrived());
    assertTrue(rig.hub.published.size() <= 50, rig.hub.published.size() + " publishes");
    assertEquals("anima/v1/goat-barn/readings", rig.hub.published.get(0).topic());
    assertTrue(rig.hub.published.get(0).text().startsWith("[{\"boot\":7,\"sequence\":1,"));
    assertEquals(1_000, uplink.state().acknowledged());
    assertEquals("goat-barn|goat-barn|secret", rig.hub.connects.get(0));
  }

  @Test
  void a_live_record_travels_alone_as_an_object() throws IOException {
    Rig rig = rig();
    Uplink uplink = rig.start();
    Rig.soon().until(() -> uplink.state().connected());

    rig.append("positions", 1, 1);

    rig.untilDrained();
    assertEquals("anima/v1/goat-barn/positions", rig.hub.published.get(0).topic());
    assertTrue(rig.hub.published.get(0).text().startsWith("{"));
  }

  @Test
  void what_is_sampled_in_one_moment_travels_together() throws IOException {
    Rig rig = rig();
    Uplink uplink = rig.start();
    Rig.soon().until(() -> uplink.state().connected());

    for (int moment = 0; moment < 5; moment++) {
      rig.append("readings", 10 * moment + 1, 10 * moment + 5);
      rig.untilDrained();
    }

    assertEquals(25, rig.arrived().size());
    assertTrue(rig.hub.published.size() <= 8, rig.hub.published.size() + " publishes");
  }

  @Test
  void no_more_publishes_are_under_way_than_the_hub_allows() throws IOException {
    Rig rig = rig();
    rig.hub.receiveMaximum = 3;
    rig.hub.answerDelayMillis = 30;
    String large = "x".repeat(40_000);
    for (int sequence = 1; sequence <= 30; sequence++) {
      rig.append("readings", sequence, large);
    }

    rig.start();

    rig.untilDrained();
    assertEquals(Rig.upTo(30), rig.arrived());
    assertTrue(rig.hub.mostUnanswered.get() <= 3, rig.hub.mostUnanswered + " at once");
    assertEquals(1, rig.hub.connects.size());
  }

  @Test
  void topic_aliases_that_the_hub_offers_do_not_confuse_the_sender() throws IOException {
    Rig rig = rig();
    rig.hub.aliases = 16;
    rig.append("readings", 1, 10);
    Uplink uplink = rig.start();
    rig.untilDrained();

    rig.append("readings", 11, 300);

    rig.untilDrained();
    assertEquals(300, uplink.state().acknowledged());
    assertEquals(Rig.upTo(300), rig.arrived());
  }

  @Test
  void what_the_hub_refuses_for_ever_is_forgotten_counted_and_told() throws IOException {
    Rig rig = rig();
    rig.hub.judge =
        it ->
            it.text().contains("\"sequence\":50,")
                ? new HubStub.Reply(0x99, "wrong-unit: temperature travels in Cel, not F", 1)
                : HubStub.Reply.STORED;
    rig.append("readings", 1, 100);

    Uplink uplink = rig.start();

    rig.untilDrained();
    assertEquals(Map.of("wrong-unit", 1L), uplink.state().refused());
    assertEquals(1, rig.spool.state().losses().get(SpoolLoss.REFUSED));
    assertEquals(99, uplink.state().acknowledged());
    assertEquals(Rig.upTo(100), rig.arrived());
  }

  @Test
  void a_sampling_plan_from_the_hub_is_handed_over() throws IOException {
    Rig rig = rig();
    SamplingPlan plan = new SamplingPlan("night", Map.of("climate", 600.0));
    rig.hub.plan = WireJson.encode(plan);

    rig.start();

    Rig.soon().until(() -> rig.plans.equals(List.of(plan)));
  }

  @Test
  void a_plan_that_is_none_changes_nothing() throws IOException {
    Rig rig = rig();
    rig.hub.plan = "{\"id\":\"\"}".getBytes(StandardCharsets.UTF_8);

    rig.start();
    rig.append("readings", 1, 5);

    rig.untilDrained();
    assertEquals(List.of(), rig.plans);
    assertEquals(1, rig.hub.connects.size());
  }

  @Test
  void an_idle_connection_is_kept_by_pings() throws IOException {
    Rig rig = rig();
    Rhythm fast =
        new Rhythm(
            Duration.ofSeconds(1),
            Duration.ofMillis(300),
            Duration.ofSeconds(3),
            Rig.QUICK.patience());
    Uplink uplink = rig.start(fast);
    Rig.soon().until(() -> uplink.state().connected());

    Awaitility.await()
        .during(Duration.ofSeconds(5))
        .atMost(Duration.ofSeconds(6))
        .until(() -> uplink.state().connected() && rig.hub.connects.size() == 1);
  }

  @Test
  void an_address_that_is_none_is_refused_with_what_to_give() {
    IllegalArgumentException why =
        assertThrows(
            IllegalArgumentException.class,
            () -> new UplinkConfig(URI.create("http://hub"), Rig.STATION, "k", Optional.empty()));

    assertTrue(String.valueOf(why.getMessage()).contains("tcp://host:port"));
  }
}
