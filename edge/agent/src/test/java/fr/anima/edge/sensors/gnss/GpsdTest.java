package fr.anima.edge.sensors.gnss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.edge.sensors.gnss.LiveFixes.Telling;
import fr.anima.wire.FreePort;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class GpsdTest {
  private static final String GREETING = GpsdStub.VERSION + "\r\n";
  private static final String NOON = GpsdStub.tpv("2026-11-23T12:00:00.000Z");

  @Test
  void gpsd_is_asked_to_tell_and_its_fixes_are_told() throws Exception {
    try (GpsdStub gpsd = new GpsdStub(it -> it.say(GREETING + NOON));
        LiveFixes sensor = listen(gpsd)) {
      assertEquals("2026-11-23T12:00:00Z", Heard.fixes(sensor, 1).get(0).at().toString());
      assertEquals(
          List.of("?WATCH={\"enable\":true,\"json\":true};"), gpsd.newest().requests.subList(0, 1));
      assertEquals("", sensor.complaint());
    }
  }

  @Test
  void lines_that_are_not_json_are_counted_and_the_others_told() throws Exception {
    String endless = "x".repeat(200_000) + "\n";
    try (GpsdStub gpsd =
            new GpsdStub(it -> it.say(GREETING + "{\"class\":\n\u00ff\u0000\n" + endless + NOON));
        LiveFixes sensor = listen(gpsd)) {
      assertEquals(1, Heard.fixes(sensor, 1).size());
      assertEquals("left out: 3 lines of gpsd that are not JSON", sensor.complaint());
    }
  }

  @Test
  void fixes_with_an_impossible_date_are_counted_and_not_told() throws Exception {
    try (GpsdStub gpsd =
            new GpsdStub(it -> it.say(GREETING + GpsdStub.tpv("2046-07-09T12:00:00Z")));
        LiveFixes sensor = listen(gpsd)) {
      Heard.complaint(sensor, "left out: 1 fixes with an impossible date");
    }
  }

  @Test
  void another_protocol_or_another_program_is_told() throws Exception {
    String four = GREETING.replace("\"proto_major\":3", "\"proto_major\":4");
    try (GpsdStub gpsd = new GpsdStub(it -> it.say(four));
        LiveFixes sensor = listen(gpsd)) {
      Heard.complaint(sensor, "(release 3.22) speaks protocol 4, this agent reads 3; update");
    }
    try (GpsdStub other = new GpsdStub(it -> it.say("SSH-2.0-OpenSSH_9.2\r\n"));
        LiveFixes sensor = listen(other)) {
      Heard.complaint(sensor, "is something else: it does not tell a version");
    }
    try (GpsdStub mute = new GpsdStub(it -> {});
        LiveFixes sensor = listen(mute)) {
      Heard.complaint(sensor, "does not answer (Read timed out); is it installed and running?");
    }
  }

  @Test
  void where_nobody_listens_is_told_until_somebody_does() throws Exception {
    int port = FreePort.any();
    try (LiveFixes sensor = listen(port, Heard.QUICK)) {
      Heard.complaint(sensor, "gpsd at 127.0.0.1:" + port + " does not answer (Connection refused");
    }
  }

  @Test
  void a_lost_connection_is_made_again() throws Exception {
    try (GpsdStub gpsd = new GpsdStub(it -> it.say(GREETING + NOON));
        LiveFixes sensor = listen(gpsd)) {
      Heard.fixes(sensor, 1);
      gpsd.newest().hangUp();

      assertEquals(1, Heard.fixes(sensor, 1).size());
      assertEquals(2, gpsd.connections.size());
    }
  }

  @Test
  void a_gpsd_that_hangs_up_at_once_is_tried_less_and_less_often() throws Exception {
    Patience patience =
        new Patience(
            Duration.ofMillis(50),
            Duration.ofSeconds(9),
            Duration.ofSeconds(1),
            Duration.ofDays(1));
    try (GpsdStub gpsd = new GpsdStub(GpsdTest::greetAndHangUp);
        LiveFixes sensor = listen(gpsd.port(), patience)) {
      Heard.soon().until(() -> gpsd.connections.size() == 4);
      long lastPause = gpsd.connections.get(3).sinceNanos - gpsd.connections.get(2).sinceNanos;

      assertTrue(lastPause >= Duration.ofMillis(390).toNanos(), lastPause + " ns");
      assertTrue(sensor.complaint().startsWith("gpsd at 127.0.0.1:"), sensor.complaint());
    }
  }

  @Test
  void a_silent_gpsd_is_asked_whether_it_lives_and_left_when_it_does_not_answer() throws Exception {
    try (GpsdStub gpsd = new GpsdStub(it -> it.say(GREETING));
        LiveFixes sensor = listen(gpsd)) {
      Heard.complaint(sensor, "is connected and does not answer; restart it");
      Heard.soon().until(() -> gpsd.connections.size() >= 2);

      assertEquals("?VERSION;", gpsd.connections.get(0).requests.get(1));
    }
  }

  @Test
  void a_gpsd_that_lives_but_hears_no_receiver_says_so_and_keeps_its_connection() throws Exception {
    try (GpsdStub gpsd = new GpsdStub(it -> it.say(GREETING));
        LiveFixes sensor = listen(gpsd)) {
      Heard.soon()
          .until(
              () -> {
                gpsd.newest().sayIfItListens(GREETING);
                return sensor.complaint().contains("hears no receiver; check DEVICES");
              });
      gpsd.newest().say(NOON);

      assertEquals(1, Heard.fixes(sensor, 1).size());
      assertEquals("", sensor.complaint());
      assertEquals(1, gpsd.connections.size());
    }
  }

  @Test
  void a_line_that_is_cut_by_a_pause_is_read_whole() throws Exception {
    try (GpsdStub gpsd = new GpsdStub(it -> it.say(GREETING + NOON.substring(0, 30)));
        LiveFixes sensor = listen(gpsd)) {
      Heard.soon().until(() -> gpsd.newest().requests.contains("?VERSION;"));
      gpsd.newest().say(NOON.substring(30));

      assertEquals(1, Heard.fixes(sensor, 1).size());
      assertEquals("", sensor.complaint());
    }
  }

  @Test
  void a_gpsd_that_drips_bytes_without_end_is_left() throws Exception {
    try (GpsdStub gpsd = new GpsdStub(it -> it.say(GREETING));
        LiveFixes sensor = listen(gpsd)) {
      Heard.soon()
          .until(
              () -> {
                gpsd.newest().sayIfItListens("x");
                sensor.sample(Heard.NOW);
                return sensor.complaint().contains("sends nothing that makes sense");
              });
    }
  }

  @Test
  void an_error_that_gpsd_tells_is_told() throws Exception {
    String error = "{\"class\":\"ERROR\",\"message\":\"Unrecognized request\"}\r\n";
    try (GpsdStub gpsd = new GpsdStub(it -> it.say(GREETING + error));
        LiveFixes sensor = listen(gpsd)) {
      Heard.complaint(sensor, "says: Unrecognized request");
    }
  }

  private static void greetAndHangUp(GpsdStub.Connection client) throws IOException {
    client.say(GREETING);
    client.hangUp();
  }

  private static LiveFixes listen(GpsdStub gpsd) {
    return listen(gpsd.port(), Heard.QUICK);
  }

  private static LiveFixes listen(int port, Patience patience) {
    Gpsd gpsd = new Gpsd("127.0.0.1", port, Double.POSITIVE_INFINITY, patience, Heard.live());
    return new LiveFixes(gpsd, Telling.EVERY, patience).begin();
  }
}
