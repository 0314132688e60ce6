package fr.anima.hub.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise S2: fifty stations and a real agent report while the hub is killed again and again, now
 * and then together with its database, now and then once more while it starts. Whatever was
 * acknowledged is in the raw topic, each message is in history once, and every aggregate equals a
 * plain recomputation from the raw topic. Meanwhile a {@link RuleTown} has each rule in each of its
 * states: what is told of it is what nobody interrupts would tell, once.
 *
 * <p>{@code -Danima.long=true -Danima.kills=50 -Danima.rate=5000}; a rate of 0 is as many as fit.
 */
class KilledHubJourneyTest {
  private static final boolean LONG = Boolean.getBoolean("anima.long");
  private static final int KILLS = Integer.getInteger("anima.kills", LONG ? 50 : 2);

  /** So many meet also what is told for a short time only. */
  private static final int ENOUGH_KILLS = 20;

  private static final int PER_SECOND = Integer.getInteger("anima.rate", 2_000);
  private static final int STATIONS = 50;

  /** What the agent sends besides, a second apart and sixty times as fast. */
  private static final int READINGS = (LONG ? KILLS * 20 : 25) * 60;

  /** The readings of so long fit in one answer of history. */
  private static final Duration AT_ONCE = Duration.ofHours(12);

  private static final Instant BEGIN = Instant.parse("2025-10-25T00:00:00Z");
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration COMES_AGAIN = Duration.ofSeconds(20);
  private static final String BARN = "barn";

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  /** Enclosures wait for no more kills than that. */
  private static final int MOST_OF_A_TOWN = 4;

  private final List<RuleTown> towns = new ArrayList<>();
  private final TextGateway gateway;
  private int kills;
  private long slowestReadyMillis;
  private long slowestAgreedMillis;

  KilledHubJourneyTest() throws IOException {
    gateway = new TextGateway();
  }

  @AfterEach
  void close_the_gateway() {
    gateway.close();
  }

  private static Fleet fleet(HubProcess hub) {
    hub.untilReady();
    return new Fleet(hub, STATIONS);
  }

  @Test
  void nothing_acknowledged_is_lost_and_nothing_is_counted_twice() throws Exception {
    long seed = Long.getLong("anima.seed", 20_261_127L);
    System.out.printf(
        "killed hub: anima.seed=%d anima.kills=%d anima.rate=%d%n", seed, KILLS, PER_SECOND);
    Random random = new Random(seed);
    List<Double> temperatures = temperatures(random);
    Path data = folder.resolve("data");
    try (HubProcess hub = HubProcess.launch(data, gateway.settings());
        Fleet fleet = fleet(hub);
        AgentProcess barn = barn(hub, temperatures)) {
      Stored stored = new Stored(data);
      fleet.connect();
      hub.ask("POST", "/api/v1/people", "{\"name\":\"Anne\",\"role\":\"keeper\"}");
      RuleTown town = build(hub, random);
      for (int round = 1; kills < KILLS; round++) {
        if (town.kills().size() >= MOST_OF_A_TOWN) {
          end(town, stored);
          town = build(hub, random);
        }
        killWhileItWorks(hub, fleet, town, random);
        comesBack(hub);
        town.comeBack();
        String when = "kill " + kills + " of seed " + seed;
        stored.readOn();
        assertEquals(List.of(), stored.missing(fleet.ledgers()), when);
        fleet.connect();
        if (LONG) {
          agrees(fleet, stored, BARN, when);
        }
        report(round, fleet, stored);
      }
      end(town, stored);
      barn.untilSent(PATIENCE);
      agrees(fleet, stored, "nobody", "at the end of seed " + seed);
      assertEquals(temperatures, history(hub));
      assertEquals(0, stored.putAside(), "refused or put aside");
      List.of("footfall", "motion").forEach(room -> isRecomputed(hub, room));
      everyStateWasMet(stored);
    }
  }

  private RuleTown build(HubProcess hub, Random random) throws Exception {
    RuleTown town = new RuleTown(hub, towns.size(), random);
    towns.add(town);
    return town;
  }

  /** All that the town's rules have to tell is told, and told as if there had been no kill. */
  private void end(RuleTown town, Stored stored) throws Exception {
    long started = System.nanoTime();
    town.end();
    Awaitility.await("rules after " + kills + " kills")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() -> assertEquals(List.of(), new RuleNews(stored).mistakes(towns)));
    town.close();
    System.out.printf(
        "rules: town of %d kills told as without in %d ms, alerts so far %s%n",
        town.kills().size(), millisSince(started), new RuleNews(stored).counts());
  }

  /**
   * In the middle of a step some enclosures have gone on and some have not, so one kill may meet no
   * one of the nine, and of the three, in a state.
   */
  private void everyStateWasMet(Stored stored) throws Exception {
    RuleNews news = new RuleNews(stored);
    assertEquals(List.of(), news.mistakes(towns));
    assertEquals(
        stored.sentNotices(), gateway.letters(), "letters that were sent and did not come");
    Set<String> met = new TreeSet<>();
    towns.forEach(it -> met.addAll(it.met()));
    List<Instant> all = towns.stream().flatMap(it -> it.kills().stream()).toList();
    System.out.printf(
        "rules: kills met %s, of time %s; %d letters, %d of them twice%n",
        met, news.met(all), gateway.letters().size(), gateway.twice());
    assertTrue(met.size() >= (LONG ? 15 : 13), "states of rules met by a kill: " + met);
    assertTrue(news.met(all).containsKey("silent due"), "no deadline met a kill");
    if (KILLS >= ENOUGH_KILLS) {
      assertEquals(
          Set.of("silent due", "silent told", "offline due", "offline told"),
          news.met(all).keySet());
    }
  }

  private void killWhileItWorks(HubProcess hub, Fleet fleet, RuleTown town, Random random)
      throws Exception {
    long before = fleet.acknowledged();
    fleet.send(PER_SECOND);
    Awaitility.await("at work")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> fleet.acknowledged() - before >= STATIONS);
    long begun = System.nanoTime();
    long first = fleet.acknowledged();
    town.goOn();
    TimeUnit.MILLISECONDS.sleep(500 + random.nextInt(5_000));
    double seconds = (System.nanoTime() - begun) / 1e9;
    System.out.printf("killed at %.0f/s%n", (fleet.acknowledged() - first) / seconds);
    if (random.nextBoolean()) {
      hub.killWithDatabase();
    } else {
      hub.kill();
    }
    kills++;
    fleet.pause();
    town.killed();
    if (LONG && random.nextInt(5) == 0) {
      hub.relaunch();
      TimeUnit.MILLISECONDS.sleep(random.nextInt(10_000));
      hub.kill();
      kills++;
    }
  }

  private void comesBack(HubProcess hub) throws IOException {
    long started = System.nanoTime();
    hub.restart();
    slowestReadyMillis = Math.max(slowestReadyMillis, millisSince(started));
  }

  /** The database comes to say what the raw topics add up to; not of who still speaks. */
  private void agrees(Fleet fleet, Stored stored, String speaking, String when) throws Exception {
    long started = System.nanoTime();
    settle(fleet, when);
    stored.readOn();
    assertEquals(List.of(), stored.missing(fleet.ledgers()), when);
    Awaitility.await(when)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () ->
                assertEquals(
                    List.of(),
                    Stored.differences(stored.kept(), stored.expected()).stream()
                        .filter(it -> !it.startsWith(speaking + " "))
                        .toList()));
    slowestAgreedMillis = Math.max(slowestAgreedMillis, millisSince(started));
  }

  /** Stations whose connection the hub ended, because it was behind, come in again. */
  private static void settle(Fleet fleet, String when) throws Exception {
    long until = System.nanoTime() + PATIENCE.toNanos();
    for (long next = System.nanoTime() + COMES_AGAIN.toNanos(); !fleet.isSettled(); ) {
      assertTrue(System.nanoTime() < until, "not all is acknowledged, " + when);
      if (System.nanoTime() > next) {
        fleet.connect();
        next = System.nanoTime() + COMES_AGAIN.toNanos();
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private void report(int round, Fleet fleet, Stored stored) {
    System.out.printf(
        "round %d: %d kills, acknowledged %d, stored twice %d, slowest ready %d ms,"
            + " slowest agreed %d ms%n",
        round,
        kills,
        fleet.acknowledged(),
        stored.twice(),
        slowestReadyMillis,
        slowestAgreedMillis);
  }

  /** What an admin would ask, deploy/anima recompute. */
  private static void isRecomputed(HubProcess hub, String room) {
    JsonNode result =
        hub.ask("POST", "/api/v1/recomputations", "{\"room\":\"%s\"}".formatted(room));
    assertEquals(0, result.get("differing").asInt(), result.toString());
    assertTrue(result.get("settled").asBoolean(), result.toString());
    assertTrue(result.get("compared").asInt() > 0, result.toString());
  }

  private AgentProcess barn(HubProcess hub, List<Double> temperatures) throws IOException {
    List<String> rows = new ArrayList<>(List.of("at,temperature"));
    for (int i = 0; i < temperatures.size(); i++) {
      rows.add(BEGIN.plusSeconds(i) + "," + temperatures.get(i));
    }
    hub.put("/api/v1/enclosures/" + BARN, FleetStation.ENCLOSURE);
    return AgentProcess.start(
        folder,
        hub,
        BARN,
        "enclosure",
        """
        [[sensor]]
        name = "climate"
        type = "recorded-readings"
        file = "%s"
        pace = 60
        times = "keep"
        time = "at"
        pattern = "yyyy-MM-dd'T'HH:mm:ss'Z'"
        zone = "Z"
        columns = { temperature = "temperature" }
        """
            .formatted(Files.write(folder.resolve("climate.csv"), rows)));
  }

  /** Whole degrees, so that sums are exact. */
  private static List<Double> temperatures(Random random) {
    List<Double> temperatures = new ArrayList<>();
    for (int i = 0; i < READINGS; i++) {
      temperatures.add((double) random.nextInt(40));
    }
    return temperatures;
  }

  private static List<Double> history(HubProcess hub) {
    List<Double> values = new ArrayList<>();
    Instant end = BEGIN.plusSeconds(READINGS);
    for (Instant from = BEGIN; from.isBefore(end); from = from.plus(AT_ONCE)) {
      hub.get(
              "/api/v1/enclosures/%s/history?from=%s&until=%s&step=raw&quantity=temperature"
                  .formatted(BARN, from, from.plus(AT_ONCE)))
          .get("points")
          .forEach(it -> values.add(it.get("mean").asDouble()));
    }
    return values;
  }

  private static long millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1_000_000;
  }
}
