package fr.anima.edge.uplink;

import fr.anima.edge.clock.StationClock;
import fr.anima.edge.spool.Spool;
import fr.anima.wire.SamplingPlan;
import fr.anima.wire.WireException;
import fr.anima.wire.WireJson;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the spool to the hub, the present before a backlog, and forgets a record only when the
 * hub's PUBACK says that it is on disk there, or that it will never be accepted. Connects again by
 * itself for as long as it takes. All its work is done by one thread, which Paho's threads leave
 * notes for.
 */
public final class Uplink implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Uplink.class);
  private static final long CONNECT_MILLIS = 15_000;
  private static final long STEP_MILLIS = 500;

  /** Sensors of one period speak within this: they travel in one publish. */
  private static final long GATHER_MILLIS = 50;

  /** What Paho has still to tell of a connection that ended. */
  private static final long LAST_WORDS_MILLIS = 20;

  private static final long CLOSE_MILLIS = 5_000;

  private final UplinkConfig config;
  private final Spool spool;
  private final StationClock clock;
  private final Consumer<SamplingPlan> plans;
  private final Rhythm rhythm;
  private final Tally tally = new Tally();
  private final HubSession.Blame blame = new HubSession.Blame(new Strikes(), new Suspects());
  private final SendWindow room = new SendWindow();
  private final BlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();
  private final AtomicBoolean woken = new AtomicBoolean();
  private final Thread thread = new Thread(this::work, "uplink");
  private boolean appended;
  private volatile boolean closing;

  /**
   * An uplink that does nothing until it is started.
   *
   * @param clock asked what time it is, and told what the hub says
   * @param plans told of each sampling plan the hub sends, in the uplink's thread
   */
  public Uplink(
      UplinkConfig config, Spool spool, StationClock clock, Consumer<SamplingPlan> plans) {
    this(config, spool, clock, plans, Rhythm.standard());
  }

  Uplink(
      UplinkConfig config,
      Spool spool,
      StationClock clock,
      Consumer<SamplingPlan> plans,
      Rhythm rhythm) {
    this.config = config;
    this.spool = spool;
    this.clock = clock;
    this.plans = plans;
    this.rhythm = rhythm;
    thread.setDaemon(true);
  }

  /** Begins to connect and to send. */
  public void start() {
    spool.whenAppended(this::wake);
    thread.start();
  }

  /** How it is now. */
  public UplinkState state() {
    return tally.state();
  }

  /** Disconnects; what was not acknowledged stays in the spool. */
  @Override
  public void close() {
    closing = true;
    inbox.add(() -> {});
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException why) {
      Thread.currentThread().interrupt();
    }
  }

  private void wake() {
    if (woken.compareAndSet(false, true)) {
      inbox.add(this::woken);
    }
  }

  private void woken() {
    woken.set(false);
    appended = true;
  }

  private void work() {
    Backoff wait = rhythm.patience();
    while (!closing) {
      Attempt attempt = new Attempt();
      attempt.run();
      wait = attempt.wasUseful() ? rhythm.patience() : wait.longer();
      long until =
          System.nanoTime() + wait.delay(ThreadLocalRandom.current().nextDouble()).toNanos();
      while (!closing && System.nanoTime() - until < 0) {
        serve(TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime()) + 1);
      }
    }
  }

  /** Does what was left in the inbox, waiting for a first note at most so long. */
  private void serve(long millis) {
    try {
      Runnable note = inbox.poll(millis, TimeUnit.MILLISECONDS);
      while (note != null) {
        note.run();
        note = inbox.poll();
      }
    } catch (InterruptedException why) {
      closing = true;
    }
  }

  private void ended(String why) {
    if (tally.disconnected(why) && !closing) {
      LOG.warn("no connection station={} hub={} why={}", config.station(), config.hub(), why);
    }
  }

  private void arrived(byte[] payload) {
    try {
      plans.accept(WireJson.decodePlan(payload));
    } catch (WireException why) {
      LOG.warn("sampling plan refused: {}", why.getMessage());
    }
  }

  /** One connection from its beginning to its end. */
  private final class Attempt implements HubLink.Listener {
    private @Nullable HubSession session;
    private @Nullable HubLink link;
    private boolean accepted;
    private boolean over;
    private boolean isCut;

    void run() {
      try {
        HubLink connecting = new HubLink(config, clock, rhythm, inbox::add, this);
        Outbox outbox = new Outbox(spool, clock, config.station());
        link = connecting;
        session = new HubSession(outbox, tally, blame, connecting, rhythm.patience(), room);
        connecting.connect();
        send(connecting, session);
      } catch (MqttException | IOException | RuntimeException why) {
        ended(Ending.of(String.valueOf(why.getMessage())));
      } finally {
        serve(LAST_WORDS_MILLIS); // before we close, which could pass for the hub's doing
        if (link != null) {
          link.close();
        }
        if (session != null) {
          session.ended(isCut);
        }
      }
      if (!over) {
        Uplink.this.ended("closed");
      }
    }

    private void send(HubLink connected, HubSession sending) throws MqttException {
      long started = System.nanoTime();
      long beat = started;
      while (!closing && !over) {
        serve(STEP_MILLIS);
        gather(sending);
        long now = System.nanoTime();
        if (accepted && !over) {
          sending.publish();
          if (now - beat > rhythm.beat().toNanos()) {
            beat = now;
            connected.beat();
          }
          if (clock.shouldAskHub()) {
            LOG.info("connects anew to ask the hub what time it is station={}", config.station());
            over = true;
            tally.disconnected("asks the hub what time it is");
          }
        } else if (now - started > TimeUnit.MILLISECONDS.toNanos(CONNECT_MILLIS)) {
          ended(Ending.of("the hub does not answer"));
        }
      }
    }

    /** What comes with what has come; while answers are awaited there is no time to lose. */
    private void gather(HubSession sending) {
      long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GATHER_MILLIS);
      for (long left = appended ? GATHER_MILLIS : 0;
          left > 0 && !closing && !over && sending.isIdle();
          left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime())) {
        serve(left);
      }
      appended = false;
    }

    boolean wasUseful() {
      return session != null && session.wasUseful();
    }

    @Override
    public void accepted(MqttProperties limits) {
      accepted = true;
      LOG.info("connected station={} hub={}", config.station(), config.hub());
      if (session != null && link != null) {
        try {
          session.accepted(limits);
          link.subscribe();
        } catch (MqttException | IOException why) {
          ended(Ending.of(String.valueOf(why.getMessage())));
        }
      }
    }

    @Override
    public void answered(Batch batch, int reasonCode, MqttProperties more) {
      if (session != null) {
        session.answered(batch, reasonCode, more);
      }
    }

    @Override
    public void arrived(byte[] plan) {
      Uplink.this.arrived(plan);
    }

    @Override
    public void ended(Ending ending) {
      isCut |= ending.isCut(); // also where a publish failed before the reason was heard
      if (!over) {
        over = true;
        Uplink.this.ended(ending.why());
      }
    }
  }
}
