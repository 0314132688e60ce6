package fr.anima.hub.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.people.Role;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveFeedTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Listening house = new Listening();

  @AfterEach
  void close() throws Exception {
    house.close();
  }

  @Test
  void a_browser_is_told_how_things_are_and_then_what_changes() {
    house.goats.known.add("Bella");

    Listening.Browser browser = house.open("");
    browser.until(it -> it.snapshots() == 1);
    house.say("Bertha");
    browser.until(it -> !it.goats().isEmpty());

    JsonObject snapshot = browser.messages().get(0);
    assertEquals("snapshot", snapshot.getString("kind"));
    assertEquals("goats", snapshot.getString("topic"));
    assertEquals("2027-03-01T08:00:00Z", snapshot.getString("hubTime"));
    assertEquals("Bella", snapshot.getJsonArray("data").getJsonObject(0).getString("goat"));
    assertEquals(List.of("Bertha"), browser.goats());
  }

  @Test
  void what_changes_while_the_snapshot_is_read_is_told_after_it() {
    Promise<Void> reading = Promise.promise();
    house.goats.slowly = reading::future;
    Listening.Browser browser = house.open("");

    house.say("Bertha");
    assertEquals(List.of(), browser.goats());
    reading.complete();
    browser.until(it -> it.goats().size() == 1);

    assertEquals("snapshot", browser.messages().get(0).getString("kind"));
  }

  @Test
  void what_changed_just_before_is_told_again_because_the_snapshot_may_be_older() {
    house.open("").until(it -> it.snapshots() == 1);
    house.say("old");
    house.later(SECOND.multipliedBy(6));
    house.say("new");
    Listening.Browser first = house.open("");
    first.until(it -> it.snapshots() == 1);

    Listening.Browser browser = house.open("");
    browser.until(it -> !it.goats().isEmpty());

    assertEquals(List.of("new"), browser.goats());
  }

  @Test
  void a_browser_that_comes_back_gets_what_it_missed_and_nothing_twice() {
    Listening.Browser before = house.open("");
    before.until(it -> it.snapshots() == 1);
    IntStream.range(0, 5).forEach(i -> house.say("a" + i));
    before.until(it -> it.goats().size() == 5);
    IntStream.range(0, 50).forEach(i -> house.say("b" + i));

    Listening.Browser after = house.open(before.lastId());
    // The one before is still open and hears all of it, too.
    after.until(it -> it.goats().contains("b49"));

    assertEquals(0, after.snapshots());
    assertFalse(after.goats().contains("a4"));
  }

  @Test
  void resuming_anywhere_in_a_long_stream_leaves_no_gap_and_no_double() {
    Listening.Browser whole = house.open("");
    whole.until(it -> it.snapshots() == 1);
    IntStream.range(0, 200).forEach(i -> house.say("g" + i));
    whole.until(it -> it.goats().size() == 200);
    String epoch = whole.lastId().substring(0, 17);

    for (int n = 0; n <= 200; n += 20) {
      int from = n;
      Listening.Browser browser = house.open(epoch + from);
      browser.until(it -> it.goats().size() == 200 - from);
      assertEquals(whole.goats().subList(from, 200), browser.goats());
    }
  }

  @Test
  void who_comes_back_gets_the_latest_of_each_key_however_often_it_changed() {
    Listening.Browser before = house.open("");
    before.until(it -> it.snapshots() == 1);
    house.say("seen");
    before.until(it -> it.goats().size() == 1);
    String lastId = before.lastId();
    house.say("once");
    for (int i = 1; i <= 50; i++) {
      house.say(i + "@bike");
      house.later(SECOND);
    }
    house.say("0@bike");
    house.later(SECOND);
    house.say("last");
    before.until(it -> it.goats().contains("last"));
    assertEquals(54, before.goats().size(), "who listens hears each second's");

    Listening.Browser after = house.open(lastId);
    after.until(it -> it.goats().contains("last"));

    assertEquals(List.of("once", "50@bike", "last"), after.goats());
    assertEquals(0, after.snapshots());
  }

  @Test
  void an_id_of_another_start_or_from_the_future_or_too_old_gets_a_snapshot() {
    Listening.Browser whole = house.open("");
    whole.until(it -> it.snapshots() == 1);
    house.say("first");
    house.say("second");
    whole.until(it -> it.goats().size() == 2);
    String epoch = whole.lastId().substring(0, 17);
    house.later(Duration.ofMinutes(11));
    house.say("third");
    whole.until(it -> it.goats().size() == 3);

    for (String id : List.of("0123456789abcdef-1", epoch + "99", epoch + "1", "nonsense")) {
      house.open(id).until(it -> it.snapshots() == 1);
    }
  }

  @Test
  void each_viewer_gets_what_is_theirs() {
    Listening.Browser bakery =
        house.open(Listening.viewer(Role.MERCHANT, Optional.of("bakery")), "");
    Listening.Browser butcher =
        house.open(Listening.viewer(Role.MERCHANT, Optional.of("butcher")), "");
    bakery.until(it -> it.snapshots() == 1);
    butcher.until(it -> it.snapshots() == 1);

    house.say("bakery:1");
    house.say("butcher:2");
    house.say("all");
    bakery.until(it -> it.goats().contains("all"));
    butcher.until(it -> it.goats().contains("all"));

    assertEquals(List.of("bakery:1", "all"), bakery.goats());
    assertEquals(List.of("butcher:2", "all"), butcher.goats());
  }

  @Test
  void a_stream_ends_within_five_seconds_of_its_session() {
    Listening.Browser browser = house.open("");
    browser.until(it -> it.snapshots() == 1);

    browser.signedIn = false;
    house.later(SECOND.multipliedBy(5));
    browser.until(it -> it.closed);
    house.say("secret");

    assertEquals(0, house.feed.streams());
    assertEquals(List.of(), browser.goats());
  }

  @Test
  void a_browser_that_reads_slowly_is_told_the_state_anew_instead_of_filling_the_memory() {
    Listening.Browser slow = house.open("");
    Listening.Browser quick = house.open("");
    slow.until(it -> it.snapshots() == 1);
    quick.until(it -> it.snapshots() == 1);

    slow.full = true;
    String long1 = "x".repeat(10_000);
    IntStream.range(0, 150).forEach(i -> house.say(i + long1));
    quick.until(it -> it.goats().size() == 150);
    assertEquals(List.of(), slow.goats());
    house.later(SECOND.multipliedBy(10));
    slow.read();
    slow.until(it -> it.snapshots() == 2);
    house.say("after");
    slow.until(it -> it.goats().contains("after"));

    assertEquals(1, slow.goats().size());
    assertEquals(1, quick.snapshots());
  }

  @Test
  void a_browser_that_reads_nothing_for_a_minute_is_let_go() {
    Listening.Browser stuck = house.open("");
    stuck.until(it -> it.snapshots() == 1);
    stuck.full = true;

    house.later(SECOND.multipliedBy(61));

    stuck.until(it -> it.closed);
  }

  @Test
  void positions_are_thinned_to_the_latest_of_a_second_which_a_backlog_does_not_hide() {
    Listening.Browser browser = house.open("");
    browser.until(it -> it.snapshots() == 1);

    house.say("1@bike");
    house.say("2@bike");
    house.say("3@bike");
    house.say("0@bike");
    house.say("1@other");
    browser.until(it -> it.goats().size() == 2);
    house.later(SECOND);
    browser.until(it -> it.goats().size() == 3);
    house.later(SECOND.multipliedBy(5));
    house.say("4@bike");
    browser.until(it -> it.goats().size() == 4);

    assertEquals(List.of("1@bike", "1@other", "3@bike", "4@bike"), browser.goats());
    assertEquals(browser.goats(), house.goats.put, "put into words and not sent");
  }

  @Test
  void what_cannot_be_put_into_words_is_left_out_and_the_rest_goes_on() {
    Listening.Browser browser = house.open("");
    browser.until(it -> it.snapshots() == 1);

    house.say("1@unspeakable");
    house.say("2@unspeakable");
    house.say("1@bike");
    house.say("2@bike");
    house.later(SECOND);
    browser.until(it -> it.goats().size() == 2);

    assertEquals(List.of("1@bike", "2@bike"), browser.goats());
    assertTrue(browser.lastId().endsWith("-2"), browser.lastId());
  }

  @Test
  void a_beat_tells_the_hubs_time_every_ten_seconds() {
    Listening.Browser browser = house.open("");
    browser.until(it -> it.snapshots() == 1);

    for (int i = 0; i < 25; i++) {
      house.later(SECOND);
    }
    browser.until(it -> it.messages().size() == 3);

    assertEquals("beat", browser.messages().get(1).getString("kind"));
    assertEquals("2027-03-01T08:00:10Z", browser.messages().get(1).getString("hubTime"));
  }

  @Test
  void a_snapshot_that_fails_ends_the_stream_so_that_the_browser_comes_back() {
    house.goats.slowly = () -> io.vertx.core.Future.failedFuture("database gone");

    house.open("").until(it -> it.closed);

    assertEquals(0, house.feed.streams());
  }
}
