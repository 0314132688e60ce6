package fr.anima.hub.journeys;

import fr.anima.hub.animals.ConditionsTopology;
import fr.anima.hub.animals.alerts.AlertKind;
import fr.anima.hub.animals.alerts.AlertSignal;
import fr.anima.hub.animals.alerts.AlertSignal.Regraded;
import fr.anima.hub.animals.alerts.Enclosure;
import fr.anima.hub.animals.limits.EnclosureForm;
import fr.anima.hub.eventlog.Arrival;
import fr.anima.hub.eventlog.Json;
import fr.anima.hub.eventlog.LogRecord;
import fr.anima.hub.eventlog.Topics;
import fr.anima.hub.fixtures.StreamRun;
import fr.anima.hub.journeys.Stored.Sum;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What was told of a {@link RuleTown}, and what should have been: by rules of what is measured,
 * what a run that nobody interrupts makes of the same log; by rules of time, what the stories say;
 * in the database, each announcement once.
 */
final class RuleNews {
  /** Which depend on nothing but what the log has. */
  private static final Set<AlertKind> OF_THE_LOG = EnumSet.of(AlertKind.LIMIT, AlertKind.SUSPECT);

  private static final Set<AlertKind> OF_TIME = EnumSet.of(AlertKind.SILENT, AlertKind.OFFLINE);

  private static final String KEPT =
      """
      select 'alert ' || id || ' ' || severity, (extract(epoch from raised_at) * 1000)::bigint,
             coalesce((extract(epoch from cleared_at) * 1000)::bigint, 0)
        from alert where enclosure like 'rule-%' and kind <> all ('{round,heat,night}')
      union all
      select 'notice ' || subject || ' ' || transition, count(*), 0
        from notice join alert on alert.id = subject
        where enclosure like 'rule-%' and kind <> all ('{round,heat,night}') group by 1
      union all
      select 'deed ' || alert_deed.alert || ' ' || what, count(*), 0
        from alert_deed join alert on alert.id = alert_deed.alert
        where enclosure like 'rule-%' and kind <> all ('{round,heat,night}') group by 1
      union all
      select 'notices not sent', count(*), 0 from notice where state <> 'sent'
      union all
      select 'cleaning ' || enclosure, count(*), sum(coalesce((ended_at = ends_at)::int, 0))
        from cleaning group by 1
      """;

  private final List<AlertSignal> told;
  private final Map<String, Sum> kept;
  private final List<LogRecord<Arrival>> log;

  /** As it is now. */
  RuleNews(Stored stored) throws IOException, SQLException {
    stored.readOn();
    this.log = stored.ofRules();
    this.told =
        stored.signals().stream()
            .filter(it -> it.alert().enclosure().startsWith(RuleTown.PREFIX))
            .filter(
                it -> OF_THE_LOG.contains(it.alert().kind()) || OF_TIME.contains(it.alert().kind()))
            .toList();
    this.kept = stored.sums(KEPT);
  }

  /** Whatever is not as it should be. */
  List<String> mistakes(List<RuleTown> towns) {
    List<String> mistakes = new ArrayList<>();
    mistakes.addAll(Stored.differences(kept, expected(towns)));
    for (RuleTown town : towns) {
      Map<String, List<AlertSignal>> unbroken = unbroken(town);
      for (RuleStory each : town.all()) {
        List<AlertSignal> wanted = unbroken.getOrDefault(each.enclosure(), List.of());
        List<AlertSignal> found = told(each, OF_THE_LOG);
        if (!found.equals(wanted)) {
          mistakes.add(each.enclosure() + " told " + found + ", not " + wanted);
        }
      }
      mistakes.addAll(ofTime(town));
    }
    return mistakes;
  }

  /** How many alerts began, by kind and severity. */
  Map<String, Long> counts() {
    return told.stream()
        .filter(it -> it.regraded().isEmpty() && it.clearedAt().isEmpty())
        .map(AlertSignal::alert)
        .collect(
            Collectors.groupingBy(
                it -> word(it.kind()) + it.doubt().map(why -> " " + word(why)).orElse(""),
                TreeMap::new,
                Collectors.counting()));
  }

  /** Kills that met an alert of time before it was told, and those that met it told. */
  Map<String, Long> met(List<Instant> kills) {
    Map<String, Long> met = new TreeMap<>();
    for (AlertSignal over : told) {
      if (over.clearedAt().isPresent() && OF_TIME.contains(over.alert().kind())) {
        String kind = word(over.alert().kind());
        Instant raised = over.alert().raisedAt();
        for (Instant kill : kills) {
          boolean isBefore = kill.isAfter(over.alert().since()) && kill.isBefore(raised);
          boolean isTold = kill.isAfter(raised) && kill.isBefore(over.clearedAt().get());
          if (isBefore || isTold) {
            met.merge(kind + (isTold ? " told" : " due"), 1L, Long::sum);
          }
        }
      }
    }
    return met;
  }

  private List<AlertSignal> told(RuleStory story, Set<AlertKind> kinds) {
    return told.stream()
        .filter(it -> it.alert().enclosure().equals(story.enclosure()))
        .filter(it -> kinds.contains(it.alert().kind()))
        .toList();
  }

  private Map<String, List<AlertSignal>> unbroken(RuleTown town) {
    try (StreamRun<AlertSignal> run =
        new StreamRun<>(
            new ConditionsTopology(ZoneOffset.UTC), Topics.READINGS, AlertSignal.TOPIC)) {
      for (RuleStory each : town.all()) {
        byte[] form = each.form().getBytes(StandardCharsets.UTF_8);
        Enclosure enclosure = Json.read(form, EnclosureForm.class).of(each.enclosure());
        run.tells(Enclosure.TOPIC, enclosure.id(), enclosure);
      }
      for (LogRecord<Arrival> each : log) {
        run.arrives(each.value().place(), each.value().message(), each.arrivedAt());
      }
      return run.out().stream()
          .filter(it -> OF_THE_LOG.contains(it.alert().kind()))
          .collect(Collectors.groupingBy(it -> it.alert().enclosure()));
    }
  }

  /** Silence and absence: each told once, from when it last spoke until it speaks again. */
  private List<String> ofTime(RuleTown town) {
    List<String> mistakes = new ArrayList<>();
    for (RuleStory each : town.all()) {
      List<AlertSignal> found = told(each, OF_TIME);
      String name = each.enclosure().substring(each.enclosure().lastIndexOf('-') + 1);
      List<AlertSignal> apart = found.stream().filter(it -> it.partOf().isEmpty()).toList();
      boolean isRight =
          switch (name) {
            case "hush1", "hush5" ->
                isTold(apart, AlertKind.SILENT, each.measuredAt(1), each.measuredAt(2));
            case "never" -> isTold(apart, AlertKind.SILENT, sinceOf(apart), arrival(each, 0));
            case "away" -> isAway(each, found);
            default -> found.isEmpty();
          };
      if (!isRight) {
        mistakes.add(each.enclosure() + " told " + found);
      }
    }
    return mistakes;
  }

  /** One sensor may be told first, and is then told with its station; the other never is. */
  private boolean isAway(RuleStory story, List<AlertSignal> found) {
    List<AlertSignal> ofStation =
        found.stream().filter(it -> it.alert().kind() == AlertKind.OFFLINE).toList();
    List<AlertSignal> ofSensor =
        found.stream().filter(it -> it.alert().kind() == AlertKind.SILENT).toList();
    UUID station = ofStation.isEmpty() ? new UUID(0, 0) : ofStation.get(0).alert().id();
    return isTold(ofStation, AlertKind.OFFLINE, arrival(story, 1), arrival(story, 2))
        && (ofSensor.isEmpty()
            || (ofSensor.size() == 2
                && ofSensor.get(0).clearedAt().isEmpty()
                && ofSensor.get(1).partOf().equals(Optional.of(station))));
  }

  private static boolean isTold(
      List<AlertSignal> found, AlertKind kind, Instant since, Instant cleared) {
    return found.size() == 2
        && found.stream().allMatch(it -> it.alert().kind() == kind)
        && found.get(0).equals(AlertSignal.raised(found.get(1).alert()))
        && found.get(0).alert().since().equals(since)
        && found.get(1).clearedAt().equals(Optional.of(cleared));
  }

  private static Instant sinceOf(List<AlertSignal> found) {
    return found.isEmpty() ? Instant.EPOCH : found.get(0).alert().since();
  }

  private Instant arrival(RuleStory story, int number) {
    return log.stream()
        .filter(it -> it.value().place().equals(story.enclosure()))
        .skip(number)
        .findFirst()
        .map(LogRecord::arrivedAt)
        .orElse(Instant.EPOCH);
  }

  /** What the announcements add up to in the database. */
  private Map<String, Sum> expected(List<RuleTown> towns) {
    Map<String, Sum> all = new TreeMap<>(Map.of("notices not sent", new Sum(0, 0)));
    Map<UUID, List<AlertSignal>> alerts =
        told.stream().collect(Collectors.groupingBy(it -> it.alert().id()));
    alerts.forEach((id, signals) -> expect(all, id, signals));
    for (RuleTown town : towns) {
      all.put("cleaning " + town.story("cleaned").enclosure(), new Sum(1, 1));
    }
    return all;
  }

  private static void expect(Map<String, Sum> all, UUID id, List<AlertSignal> signals) {
    AlertSignal last = signals.get(signals.size() - 1);
    String severity = word(last.alert().severity());
    for (AlertSignal each : signals) {
      if (each.regraded().isPresent()) {
        Regraded to = each.regraded().get();
        severity = word(to.severity());
        count(all, "deed " + id + (to.isWorse() ? " worse" : " better"));
        count(all, "notice " + id + (to.isWorse() ? " worse" : " better"));
      }
    }
    all.put(
        "alert " + id + " " + severity,
        new Sum(
            last.alert().raisedAt().toEpochMilli(),
            last.clearedAt().map(it -> later(it, last.alert().raisedAt())).orElse(0L)));
    count(all, "notice " + id + " raised");
    if (last.clearedAt().isPresent() && last.partOf().isEmpty()) {
      count(all, "notice " + id + " cleared");
    }
    if (last.alert().enclosure().endsWith("cleaned")) {
      count(all, "deed " + id + " quieted");
      count(all, "deed " + id + " rang-again");
    }
    if (last.alert().enclosure().endsWith("shelved")) {
      count(all, "deed " + id + " shelved");
      count(all, "deed " + id + " rang-again");
      count(all, "notice " + id + " shelf-ended");
    }
  }

  private static long later(Instant one, Instant other) {
    return Math.max(one.toEpochMilli(), other.toEpochMilli());
  }

  private static void count(Map<String, Sum> all, String name) {
    all.merge(name, new Sum(1, 0), Sum::plus);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
