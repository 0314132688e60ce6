package fr.anima.hub.ingest.broker;

import fr.anima.hub.ingest.BrokerIntake;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears an outside broker as long as the hub runs. While the hub's disk is full, or the log takes
 * nothing, it stays away: the broker keeps meanwhile what stations say.
 */
public final class BrokerLink implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(BrokerLink.class);

  /** How often is looked for new stations, new plans, and room. */
  private static final Duration LOOK = Duration.ofSeconds(2);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

  private final BrokerConfig config;
  private final BrokerIntake intake;
  private final Map<String, byte[]> plans = new ConcurrentHashMap<>();
  private final Thread thread;
  private Duration pause = FIRST_PAUSE;
  private boolean known;
  private volatile String trouble = "not connected yet";

  private BrokerLink(BrokerConfig config, BrokerIntake intake) {
    this.config = config;
    this.intake = intake;
    this.thread = new Thread(this::run, "anima-broker");
  }

  /** Begins to connect, and does so again for ever. */
  public static BrokerLink start(BrokerConfig config, BrokerIntake intake) {
    BrokerLink link = new BrokerLink(config, intake);
    intake.onPlanned(link.plans::put);
    link.thread.start();
    return link;
  }

  /** What is wrong; empty while the broker is heard. */
  public Optional<String> trouble() {
    return Optional.of(trouble).filter(it -> !it.isEmpty());
  }

  /** Where the broker is. */
  public String address() {
    return config.address().toString();
  }

  /** Leaves the broker; it keeps what was not acknowledged. Blocks for some seconds at most. */
  @Override
  public void close() throws InterruptedException {
    thread.interrupt();
    thread.join(TimeUnit.SECONDS.toMillis(5));
  }

  private void run() {
    try {
      while (true) {
        try {
          hear();
        } catch (IOException why) {
          lost(String.valueOf(why.getMessage()));
        }
        TimeUnit.MILLISECONDS.sleep(pause.toMillis());
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
      }
    } catch (InterruptedException closed) {
      trouble = "closed";
    }
  }

  private void hear() throws IOException, InterruptedException {
    if (!intake.mayStore()) {
      lost("there is no room on the hub's disk; the broker keeps what comes");
      return;
    }
    plans.putAll(intake.plans());
    try (BrokerSession session = BrokerSession.open(config, intake)) {
      session.follow(intake.filters());
      tell(session);
      trouble = "";
      pause = FIRST_PAUSE;
      while (intake.mayStore() && !session.isOver(LOOK)) {
        session.follow(intake.filters());
        leavePlans(session);
      }
    }
  }

  private void tell(BrokerSession session) {
    log.info(
        "broker heard address={} name={} resumed={}",
        address(),
        config.name(),
        session.isResumed());
    if (known && !session.isResumed()) {
      log.warn(
          "the broker forgot what waited for this hub meanwhile: see whether it has persistence");
    }
    known = true;
  }

  private void leavePlans(BrokerSession session) throws IOException {
    for (Map.Entry<String, byte[]> plan : Map.copyOf(plans).entrySet()) {
      session.leave(plan.getKey(), plan.getValue());
      plans.remove(plan.getKey(), plan.getValue());
    }
  }

  private void lost(String why) {
    if (!why.equals(trouble)) {
      log.warn("broker not heard address={} why={}", address(), why);
    }
    trouble = why;
  }
}
