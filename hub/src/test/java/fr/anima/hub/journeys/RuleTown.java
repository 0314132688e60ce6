package fr.anima.hub.journeys;

import static fr.anima.wire.Quantity.HUMIDITY;

import fr.anima.hub.journeys.RuleStory.Plot;
import fr.anima.hub.journeys.RuleStory.Step;
import fr.anima.wire.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.eclipse.paho.mqttv5.common.MqttException;

/**
 * Enclosures that are brought into each state a rule can be in, so that each is in another one when
 * the hub is killed: nine go through the two grades of a limit a step apart, three through jumps,
 * the others wait: for a deadline, a count, the end of a cleaning or of a shelf.
 */
final class RuleTown implements AutoCloseable {
  /** Enclosures of every cast are called so. */
  static final String PREFIX = "rule-";

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Longer than the second that limits here must last. */
  private static final Duration STEP = Duration.ofMillis(1_100);

  private static final String SPOKEN_HOURLY =
      """
      {"name":"Enclos","species":[],"limits":[],"expectedEverySeconds":{"temperature":3600}}""";

  private static final String EXPECTING =
      """
      {"name":"Enclos","species":[],"limits":[],"expectedEverySeconds":{%s}}""";

  private static final String GRADED =
      """
      {"name":"Enclos","species":[],
       "limits":[{"quantity":"temperature","side":"above","raiseAt":28,"clearAt":26,
                  "raiseAfterSeconds":1,"clearAfterSeconds":1,"severity":"attention"},
                 {"quantity":"temperature","side":"above","raiseAt":32,"clearAt":30,
                  "raiseAfterSeconds":1,"clearAfterSeconds":1,"severity":"alerte"}],
       "expectedEverySeconds":{"temperature":3600}}""";

  private static final List<Step> GRADES =
      List.of(
          celsius("limit at rest", 20),
          celsius("limit pending", 29),
          celsius("limit raised", 29),
          celsius("worse limit pending", 33),
          celsius("worse limit raised", 33),
          celsius("worse limit clearing", 29),
          celsius("milder limit left", 29),
          celsius("within hysteresis", 27),
          celsius("limit clearing", 20));

  private static final List<Step> JUMPS =
      List.of(
          celsius("jump believed", 20),
          celsius("jumped once", 75),
          celsius("jumped twice", 75),
          celsius("jump believed", 75),
          celsius("jumped once", 20),
          celsius("jumped twice", 20));

  private static final Step STILL = celsius("counting what stays the same", 21);
  private static final Step STUCK = celsius("stuck", 21);
  private static final Step SPEAKS = celsius("speaks", 22);

  private final HubProcess hub;
  private final String cast;
  private final Map<String, RuleStory> stories = new LinkedHashMap<>();
  private final Set<String> met = new TreeSet<>();
  private final List<Instant> kills = new ArrayList<>();
  private final AtomicBoolean goingOn = new AtomicBoolean();
  private Thread teller = new Thread(() -> {});

  /** Builds the enclosures of a cast, and brings each into its first state. */
  RuleTown(HubProcess hub, int number, Random random) throws MqttException {
    this.hub = hub;
    this.cast = PREFIX + number + "-";
    for (int i = 0; i < GRADES.size(); i++) {
      add("graded" + i, walking(GRADED, GRADES, i));
    }
    for (int i = 0; i < JUMPS.size() / 2; i++) {
      add("jumping" + i, walking(SPOKEN_HOURLY, JUMPS, i));
    }
    add("still", waiting(SPOKEN_HOURLY, 55 * 60, repeated(STILL, 29), List.of(STUCK, SPEAKS)));
    add("stuck", waiting(SPOKEN_HOURLY, 55 * 60, stuck(), List.of(STUCK, SPEAKS)));
    List<Step> both = List.of(new Step("speaks", HUMIDITY, 60), SPEAKS);
    for (String soon : List.of("1", "5")) {
      String form = expecting("\"humidity\":3600,\"temperature\":" + soon);
      add("hush" + soon, waiting(form, 1, both, List.of(SPEAKS)));
    }
    add("away", waiting(expecting("\"temperature\":1,\"humidity\":5"), 0, both, both));
    add("never", waiting(expecting("\"humidity\":1"), 1, List.of(), both.subList(0, 1)));
    List<Step> raised = GRADES.subList(0, 3);
    List<Step> cleared = List.of(GRADES.get(8), GRADES.get(0));
    add("cleaned", waiting(GRADED, 2, raised, cleared));
    add("shelved", waiting(GRADED, 2, raised, cleared));
    begin(random);
  }

  private void begin(Random random) throws MqttException {
    Instant now = Instant.now();
    ask(
        "cleanings/" + UUID.randomUUID(),
        """
        {"enclosure":"%scleaned","at":"%s","until":"%s","reason":"paille"}"""
            .formatted(cast, now.minusSeconds(60), now.plusSeconds(20 + random.nextInt(20))));
    comeBack();
    for (RuleStory each : stories.values()) {
      each.begin();
    }
    untilOpen("shelved limit");
    hub.get("/api/v1/alerts")
        .get("alerts")
        .forEach(
            it -> {
              if (it.get("enclosure").asText().equals(cast + "shelved")) {
                ask(
                    "alerts/%s/deeds/%s".formatted(it.get("id").asText(), UUID.randomUUID()),
                    """
                    {"what":"shelved","at":"%s","until":"%s","words":"on attend"}"""
                        .formatted(now, now.plusSeconds(20 + random.nextInt(20))));
              }
            });
  }

  /** So few rounds that no more than four alerts of a kind begin: more are told otherwise. */
  private static Plot walking(String form, List<Step> steps, int ahead) {
    List<Step> turned = new ArrayList<>(steps);
    Collections.rotate(turned, -ahead - 1);
    List<Step> first = new ArrayList<>(steps.subList(0, ahead + 1));
    return new Plot(form, STEP, first, turned, steps == JUMPS ? 1 : 3, List.of());
  }

  private static Plot waiting(String form, int apartSeconds, List<Step> first, List<Step> last) {
    return new Plot(form, Duration.ofSeconds(apartSeconds), first, List.of(), 0, last);
  }

  private static List<Step> repeated(Step step, int times) {
    return IntStream.range(0, times).mapToObj(it -> step).toList();
  }

  private static List<Step> stuck() {
    List<Step> steps = new ArrayList<>(repeated(STILL, 29));
    steps.add(STUCK);
    return steps;
  }

  private static String expecting(String periods) {
    return EXPECTING.formatted(periods);
  }

  private static Step celsius(String state, double value) {
    return new Step(state, Quantity.TEMPERATURE, value);
  }

  private void add(String name, Plot plot) {
    stories.put(name, new RuleStory(hub, cast + name, plot));
  }

  private void ask(String path, String body) {
    hub.ask("PUT", "/api/v1/" + path, body);
  }

  /** The story of that name. */
  RuleStory story(String name) {
    RuleStory found = stories.get(name);
    if (found == null) {
      throw new AssertionError("no story " + name);
    }
    return found;
  }

  List<RuleStory> all() {
    return List.copyOf(stories.values());
  }

  /** When the hub was killed while these stories went on. */
  List<Instant> kills() {
    return List.copyOf(kills);
  }

  /** Everybody goes on, a step at a time, until the hub is gone. */
  void goOn() {
    goingOn.set(true);
    teller = new Thread(this::tell, "rule-town");
    teller.start();
  }

  private void tell() {
    try {
      while (goingOn.get()) {
        for (RuleStory each : stories.values()) {
          each.goOn();
        }
        TimeUnit.MILLISECONDS.sleep(STEP.toMillis());
      }
    } catch (MqttException killed) {
      goingOn.set(false);
    } catch (InterruptedException why) {
      Thread.currentThread().interrupt();
    }
  }

  /** The hub was killed: notes in which states that met the rules. */
  void killed() throws InterruptedException {
    kills.add(Instant.now());
    goingOn.set(false);
    teller.join();
    stories.values().forEach(it -> it.state().ifPresent(met::add));
  }

  /** States of rules in which a kill met them. */
  Set<String> met() {
    return met;
  }

  /** The hub is back: so are its stations. */
  void comeBack() throws MqttException {
    for (RuleStory each : stories.values()) {
      each.connect(hub.mqttPort());
    }
  }

  /**
   * All kills are over: everything that is wrong is told, then mended, and nobody is waited for.
   */
  void end() throws MqttException, InterruptedException {
    while (!stories.values().stream().allMatch(RuleStory::isHome)) {
      for (RuleStory each : stories.values()) {
        each.goHome();
      }
      TimeUnit.MILLISECONDS.sleep(STEP.toMillis());
    }
    untilOpen("hush1 silent", "hush5 silent", "away offline", "never silent");
    untilOpen("cleaned limit", "shelved limit");
    for (int left = 1; left >= 0; left--) {
      for (RuleStory each : stories.values()) {
        each.end(left);
      }
      TimeUnit.MILLISECONDS.sleep(STEP.toMillis());
    }
    Awaitility.await("all over").atMost(PATIENCE).until(() -> open().isEmpty());
    for (String name : List.of("hush1", "hush5", "away", "never")) {
      hub.put("/api/v1/enclosures/" + cast + name, expecting(""));
    }
  }

  @Override
  public void close() {
    stories.values().forEach(RuleStory::leave);
  }

  /** Waits until those are open, as "story kind", and nothing keeps them quiet any more. */
  private void untilOpen(String... wanted) {
    Awaitility.await("open: " + String.join(", ", wanted))
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(250))
        .until(() -> open().containsAll(List.of(wanted)));
  }

  private Set<String> open() {
    Set<String> open = new TreeSet<>();
    hub.get("/api/v1/alerts")
        .get("alerts")
        .forEach(
            it -> {
              String enclosure = it.get("enclosure").asText();
              if (enclosure.startsWith(cast) && !it.has("quiet") && !it.has("clearedAt")) {
                open.add(enclosure.substring(cast.length()) + " " + it.get("kind").asText());
              }
            });
    return open;
  }
}
