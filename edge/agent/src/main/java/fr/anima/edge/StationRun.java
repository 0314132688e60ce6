package fr.anima.edge;

import fr.anima.edge.configuration.AgentConfig;
import fr.anima.edge.sampling.PlanFile;
import fr.anima.edge.sampling.Sampler;
import fr.anima.edge.sampling.SequenceNumbers;
import fr.anima.edge.sampling.Stamper;
import fr.anima.edge.spool.Spool;
import fr.anima.edge.spool.SpoolState;
import fr.anima.edge.uplink.Uplink;
import fr.anima.wire.Heartbeat;
import fr.anima.wire.Stamp;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A station at work: the whole path of a reading, started forwards and stopped backwards. */
final class StationRun implements Closeable {
  private static final Logger log = LoggerFactory.getLogger(StationRun.class);

  private final AgentConfig config;
  private final String version;
  private final long startedNanos = System.nanoTime();
  private final LossLog losses = new LossLog(System::nanoTime, log::warn);
  private final LossNews news = new LossNews();
  private final Spool spool;
  private final SequenceNumbers numbers;
  private final Sampler sampler;
  private final Uplink uplink;
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "watch");
            thread.setDaemon(true);
            return thread;
          });
  private boolean cardIsWell = true;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * Opens the spool and makes ready; nothing is asked or sent before {@link #start}.
   *
   * @throws IOException when another agent uses the spool's directory
   */
  StationRun(AgentConfig config, String version) throws IOException {
    this.config = config;
    this.version = version;
    spool = Spool.open(journal(config), config.spool(), losses);
    // the time of the start as far as it is known: an erased card does not begin again at 1
    long boot = spool.newBoot(config.clock().now().at().getEpochSecond());
    numbers = SequenceNumbers.of(boot);
    config.clock().begin(numbers.boot());
    SpoolJournal journal = new SpoolJournal(spool, config.spool());
    sampler =
        new Sampler(
            config.plans(),
            new Stamper(config.uplink().station(), numbers, config.clock(), journal),
            this::heartbeat,
            new PlanFile(config.directory().resolve("plan.json")));
    uplink = new Uplink(config.uplink(), spool, config.clock(), sampler::follow);
  }

  /** Where the spool of that station is. */
  static Path journal(AgentConfig config) {
    return config.directory().resolve("journal");
  }

  void start() {
    log.info(
        "station starts station={} kind={} boot={} clock={} hub={} waiting={}",
        config.uplink().station(),
        config.kind().word(),
        numbers.boot(),
        config.clock().now().quality().word(),
        config.uplink().hub(),
        spool.state().records());
    watch.scheduleWithFixedDelay(this::watch, 0, 1, TimeUnit.SECONDS);
    uplink.start();
    sampler.start(config.heartbeat());
  }

  /** Each second; whatever goes wrong, the next second looks again. */
  private void watch() {
    try {
      config.clock().look();
      config.clock().keep();
      losses.tell();
      tellOfCard();
      if (news.isDue(spool.lostRanges(), uplink.state().connections(), System.nanoTime())) {
        sampler.beat();
      }
    } catch (RuntimeException why) {
      log.error("the station could not be looked after reason={}", why.toString());
    }
  }

  /** A card that fails, and one that is well again, are told at once. */
  private void tellOfCard() {
    String trouble = spool.state().trouble();
    if (trouble.isEmpty() != cardIsWell) {
      cardIsWell = trouble.isEmpty();
      if (cardIsWell) {
        log.info("the card takes records again");
      } else {
        log.warn("the card fails, readings wait in memory only reason={}", trouble);
      }
      sampler.beat();
    }
  }

  /** Waits until every recording has been played and the hub has acknowledged all of it. */
  void awaitSent() throws InterruptedException {
    while (!sampler.isFinished()) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    // What a recording could not give is known only now.
    sampler.beat();
    while (spool.state().records() > 0) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    log.info("everything played is with the hub station={}", config.uplink().station());
  }

  /** Tells at once how the station is. */
  void beat() {
    sampler.beat();
  }

  /** How much waits for the hub. */
  SpoolState spool() {
    return spool.state();
  }

  private Heartbeat heartbeat(Stamp stamp, Map<String, String> failing, String plan) {
    SpoolState state = spool.state();
    Map<String, String> all = new TreeMap<>(failing);
    if (!state.trouble().isEmpty()) {
      all.put("spool", state.trouble());
    }
    return new Heartbeat(
        stamp,
        version,
        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startedNanos),
        state.records(),
        state.bytes(),
        state.losses(),
        all,
        plan,
        news.toTell(spool.lostRanges(), uplink.state().connections(), System.nanoTime()));
  }

  @Override
  public void close() throws IOException {
    if (closed.getAndSet(true)) {
      return;
    }
    sampler.close();
    uplink.close();
    watch.shutdownNow();
    spool.close();
    log.info("station stopped station={}", config.uplink().station());
  }
}
