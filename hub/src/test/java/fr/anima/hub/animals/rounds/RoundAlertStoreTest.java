package fr.anima.hub.animals.rounds;

import static fr.anima.hub.database.TestDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fr.anima.hub.animals.alerts.AlertKind;
import fr.anima.hub.animals.alerts.AlertSignal;
import fr.anima.hub.animals.care.AlertStore;
import fr.anima.hub.animals.rounds.Rounds.Round;
import fr.anima.hub.animals.rounds.Rounds.Task;
import fr.anima.hub.database.Database;
import fr.anima.hub.database.TestDatabase;
import fr.anima.hub.fixtures.Ask;
import fr.anima.hub.fixtures.Logged;
import fr.anima.hub.people.Role;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** One story of a day: the rounds are due at 10:00 and 19:30 in Paris. */
class RoundAlertStoreTest {
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
  private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);
  private static final Database DATABASE = TestDatabase.fresh();

  private final Logged outbox = new Logged();
  private final AlertStore alerts = new AlertStore(DATABASE, outbox);
  private int told;

  @Test
  void an_unfinished_round_calls_once_until_it_is_done_or_the_next_one_begins() {
    await(
        DATABASE
            .client()
            .query("insert into enclosure values ('clapier', 'Clapier', '{}', '{}')")
            .execute());
    assertEquals(List.of(), looks("12:00"), "a farm that never ticked does not use the rounds");

    tick("09:00", Task.WATER);
    assertEquals(List.of(), looks("09:59"));
    assertEquals(List.of("raised 10:00"), looks("10:00"));
    assertEquals(List.of(), looks("10:01"), "one notice, however often it is looked at");
    assertEquals(List.of(), looks("10:02"), "by a hub that was started again as well");

    tick("10:03", Task.FEED);
    tick("10:04", Task.BEDDING);
    assertEquals(List.of(), looks("10:05"));
    tick("10:06", Task.LOOK);
    assertEquals(List.of("over 10:07"), looks("10:07"));
    assertEquals(List.of(), looks("10:08"));

    assertEquals(List.of("raised 21:00"), looks("21:00"), "a hub that was off at half past seven");
    assertEquals(List.of("over 06:30"), looks(MONDAY.plusDays(1), "06:30"));
    assertEquals(List.of("raised 10:00"), looks(MONDAY.plusDays(1), "10:00"), "another day");
    assertEquals(
        List.of("over 10:01"), looks(MONDAY.plusDays(20), "10:01"), "nobody ticks here any more");
  }

  private List<String> looks(String hour) {
    return looks(MONDAY, hour);
  }

  /** A look of a hub that has just started, and what it announced; alerts hear of it. */
  private List<String> looks(LocalDate day, String hour) {
    await(new RoundAlertStore(DATABASE, outbox, PARIS, InstantSource.fixed(at(day, hour))).look());
    List<AlertSignal> all = outbox.events(AlertSignal.class);
    List<AlertSignal> news = all.subList(told, all.size());
    told = all.size();
    news.forEach(
        it -> {
          assertEquals(AlertKind.ROUND, it.alert().kind());
          await(
              alerts.project(
                  List.of(Logged.record(AlertSignal.TOPIC, "clapier", it, at(day, hour)))));
        });
    return news.stream().map(RoundAlertStoreTest::words).toList();
  }

  private static String words(AlertSignal signal) {
    return signal
        .clearedAt()
        .map(it -> "over " + hour(it))
        .orElseGet(() -> "raised " + hour(signal.alert().raisedAt()));
  }

  private static String hour(Instant at) {
    return at.atZone(PARIS).toLocalTime().toString();
  }

  private static Instant at(LocalDate day, String hour) {
    return day.atTime(LocalTime.parse(hour)).atZone(PARIS).toInstant();
  }

  private static void tick(String hour, Task task) {
    Instant now = at(MONDAY, hour);
    await(
        new RoundStore(DATABASE)
            .tick(
                UUID.randomUUID(),
                new TickForm(MONDAY, Round.MORNING, "clapier", task, now),
                Ask.person("Anne", Role.KEEPER),
                now));
  }
}
