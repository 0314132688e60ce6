package fr.anima.hub;

import fr.anima.hub.eventlog.GroupPositions;
import fr.anima.hub.eventlog.Projection;
import fr.anima.hub.eventlog.ProjectionRunner;
import fr.anima.hub.eventlog.Safety;
import fr.anima.hub.eventlog.StreamsRunner;
import fr.anima.hub.eventlog.Topic;
import fr.anima.hub.eventlog.Topics;
import fr.anima.hub.eventlog.TopicsCheck;
import fr.anima.hub.eventlog.Topology;
import fr.anima.hub.health.Canary;
import fr.anima.hub.health.CanarySeries;
import fr.anima.hub.health.Health;
import fr.anima.hub.health.Trail;
import fr.anima.hub.history.HistoryWriter;
import fr.anima.hub.history.Series;
import fr.anima.hub.history.SeriesStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rooms' topologies and projections at work on the log. */
final class Computing {
  private static final Logger LOG = LoggerFactory.getLogger(Computing.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long LOOK_EVERY_MILLIS = 50;

  /** Streams turn ten times a second and batches take milliseconds; stuck is named in 30 s. */
  private static final Duration STUCK = Duration.ofSeconds(15);

  private static final String READING_BACK =
      "After a start the hub first reads back what it knew: alerts, trips and footfall wait for"
          + " that, nothing is lost; leave it running, a restart would begin again";

  private final Foundations.Opened base;
  private final Plugs plugs;
  private final StreamsRunner streams;
  private final List<ProjectionRunner<?>> runners = new ArrayList<>();

  private Computing(Foundations.Opened base, Plugs plugs, StreamsRunner streams) {
    this.base = base;
    this.plugs = plugs;
    this.streams = streams;
  }

  /** Makes sure of the topics, then starts the topologies; they run some seconds later. */
  static Computing start(
      HubConfig config, Foundations.Opened base, Plugs plugs, Topic<?> presences, Ending ending) {
    Set<Topic<?>> topics = topics(plugs);
    topics.add(presences);
    Safety safety =
        TopicsCheck.ensure(base.brokers(), List.copyOf(topics), config.external().rawRetention());
    plugs.topologies().stream()
        .map(Topology::together)
        .filter(it -> !it.isEmpty())
        .forEach(it -> TopicsCheck.ensureTogether(base.brokers(), it));
    StreamsRunner streams =
        StreamsRunner.start(
            base.brokers(),
            safety,
            base.transactions(),
            config.data().resolve("streams"),
            plugs.topologies());
    ending.add("streams", streams::close);
    Computing computing = new Computing(base, plugs, streams);
    ending.add(
        "projections", () -> computing.runners.parallelStream().forEach(ProjectionRunner::close));
    return computing;
  }

  /** Starts the projections: the spine's own, the rooms', and history. */
  void project(List<? extends Projection<?>> own, SeriesStore history, MeterRegistry meters) {
    List<Projection<?>> all = new ArrayList<>(own);
    all.addAll(plugs.projections());
    List<Series<?>> series = new ArrayList<>(plugs.series());
    series.add(new CanarySeries());
    all.addAll(HistoryWriter.of(series, history, base.log()));
    for (Projection<?> projection : all) {
      ProjectionRunner<?> runner = ProjectionRunner.start(base.brokers(), projection, base.log());
      runners.add(runner);
      Gauge.builder("anima.projection.lag", runner, ProjectionRunner::lag)
          .tag("projection", runner.name())
          .register(meters);
    }
    for (String name : streams.states().keySet()) {
      Gauge.builder("anima.streams.lag", streams, it -> it.lag(name))
          .tag("streams", name)
          .register(meters);
    }
  }

  void watch(Health health, InstantSource clock, Canary canary) {
    health.watch(
        "streams",
        List.of("log"),
        "Alerts, trips and footfall are late, nothing is lost: see whether the log of messages is"
            + " well; if it is and this stays, restart the hub",
        () -> Future.succeededFuture(checkStreams(clock.instant()).and(canary.streams())));
    health.watch(
        "projections",
        List.of("database", "log"),
        "Screens show old states, nothing is lost: see whether the database is well; if it is and"
            + " this stays, restart the hub",
        () -> Future.succeededFuture(checkProjections(it -> !isHistory(it))));
    health.watch(
        "recording",
        List.of("history", "log"),
        "New measurements are missing in charts, nothing is lost: see whether history is well; if"
            + " it is and this stays, restart the hub",
        () ->
            Future.succeededFuture(checkProjections(Computing::isHistory).and(canary.recording())));
  }

  /** How far the computations on readings have come. */
  Trail streamsTrail(GroupPositions positions) {
    return trail(
        positions,
        streams.readers(Topics.READINGS),
        partition -> streams.holds(Topics.READINGS, partition));
  }

  /** How far the writing of readings to history has come. */
  Trail recordingTrail(GroupPositions positions) {
    String writer = HistoryWriter.PREFIX + Topics.READINGS.name();
    return trail(
        positions,
        List.of(ProjectionRunner.group(writer)),
        partition ->
            runners.stream().anyMatch(it -> it.name().equals(writer) && it.holds(partition)));
  }

  /** Who has to read each topic of what stations said before any of it may be dropped. */
  Map<String, Set<String>> rawReaders() {
    Map<String, Set<String>> readers = new HashMap<>();
    for (Topic<?> topic : Topics.all()) {
      Set<String> groups = new HashSet<>(streams.readers(topic));
      runners.stream()
          .filter(it -> it.topic().equals(topic))
          .forEach(it -> groups.add(ProjectionRunner.group(it.name())));
      readers.put(topic.name(), groups);
    }
    return readers;
  }

  private static Trail trail(GroupPositions positions, List<String> groups, IntPredicate here) {
    IntFunction<TopicPartition> where =
        partition -> new TopicPartition(Topics.READINGS.name(), partition);
    return new Trail(
        partition -> positions.done(groups, where.apply(partition)),
        partition -> positions.areHeld(groups, where.apply(partition)),
        here);
  }

  private static boolean isHistory(ProjectionRunner<?> runner) {
    return runner.name().startsWith(HistoryWriter.PREFIX);
  }

  /** Looks whether streams turn; now and then, so that the first who asks can be told. */
  void look(Instant now) {
    streams.standStill(now);
  }

  /** Waits for the streams, but not for ever: the hub is of use without them, and says so. */
  boolean awaitStreams() throws InterruptedException {
    long tries = PATIENCE.toMillis() / LOOK_EVERY_MILLIS;
    while (!streams.isRunning() && tries-- > 0) {
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
    }
    if (!streams.isRunning()) {
      LOG.warn("streams not yet running states={}", streams.states());
    }
    return streams.isRunning();
  }

  /** In the words of the start. */
  static String told(boolean running) {
    return running ? "en marche" : "pas encore en marche, voir /health/ready";
  }

  private Health.Check checkStreams(Instant now) {
    String states =
        streams.states().entrySet().stream()
            .map(it -> it.getKey() + " " + it.getValue())
            .collect(Collectors.joining(", "));
    String stuck =
        streams.standStill(now).entrySet().stream()
            .filter(it -> it.getValue().compareTo(STUCK) > 0)
            .map(it -> "; " + it.getKey() + " stands still for " + it.getValue().toSeconds() + " s")
            .collect(Collectors.joining());
    String back = streams.readingBack();
    if (!streams.isRunning() && !back.isEmpty() && stuck.isEmpty()) {
      return Health.Check.ill(states + "; read back: " + back, READING_BACK);
    }
    return streams.isRunning() && stuck.isEmpty()
        ? Health.Check.well(states)
        : Health.Check.ill(states + stuck);
  }

  private Health.Check checkProjections(Predicate<ProjectionRunner<?>> which) {
    List<ProjectionRunner<?>> these = runners.stream().filter(which).toList();
    String troubles =
        these.stream()
            .map(Computing::trouble)
            .filter(it -> !it.isEmpty())
            .collect(Collectors.joining("; "));
    long lag = these.stream().mapToLong(it -> Math.max(0, it.lag())).sum();
    return troubles.isEmpty()
        ? Health.Check.well(lag + " records behind")
        : Health.Check.ill(lag + " records behind; " + troubles);
  }

  private static String trouble(ProjectionRunner<?> runner) {
    if (!runner.trouble().isEmpty()) {
      return runner.name() + ": " + runner.trouble();
    }
    Duration turn = runner.turn();
    return turn.compareTo(STUCK) > 0
        ? runner.name() + ": a batch is under way for " + turn.toSeconds() + " s"
        : "";
  }

  private static Set<Topic<?>> topics(Plugs plugs) {
    Set<Topic<?>> topics = new LinkedHashSet<>(Topics.all());
    plugs.topologies().forEach(it -> topics.addAll(it.writes()));
    plugs.projections().forEach(it -> topics.add(it.topic()));
    plugs.series().forEach(it -> topics.add(it.topic()));
    plugs.channels().forEach(it -> it.watches().forEach(watch -> topics.add(watch.topic())));
    return topics;
  }
}
