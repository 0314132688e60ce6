package fr.anima.hub.ingest;

import fr.anima.hub.eventlog.EventLog;
import fr.anima.hub.eventlog.LogRecord;
import fr.anima.hub.eventlog.Refusal;
import fr.anima.hub.eventlog.Topic;
import fr.anima.hub.eventlog.Topics;
import fr.anima.hub.ingest.packets.Doorstep;
import fr.anima.hub.ingest.packets.GatedVertx;
import fr.anima.hub.stations.StationRegistry;
import fr.anima.hub.web.Routes;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttServer;
import io.vertx.mqtt.MqttServerOptions;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The MQTT endpoint, 3.1.1 and 5. Deploy one instance per event loop: they share the port and the
 * connections.
 */
public final class MqttIngest extends VerticleBase {
  private static final Logger log = LoggerFactory.getLogger(MqttIngest.class);
  private static final int CONNECT_SECONDS = 5;

  /** Connections that are not accepted yet. */
  private static final int MOST_WAITING = 1_000;

  /**
   * All stations' messages that wait for the log, in bytes: a quarter of a second of what one disk
   * takes, which is as long as anybody has to wait behind a flood.
   */
  private static final long MOST_BYTES_WAITING = 32L * 1024 * 1024;

  private static final long SILENCE_CHECK_MILLIS = 5_000;

  /** Where to listen. */
  public record Endpoint(String host, int port, Optional<Tls> tls) {}

  /** A certificate chain and its key, both PEM. */
  public record Tls(Path certificate, Path key) {}

  /** What all instances share. */
  public static final class Shared {
    private final Ingest ingest;
    private final RefusedKeys refusedKeys;
    private final Doorstep doorstep = new Doorstep(MOST_WAITING);

    /**
     * Over the log, the stations that may speak, and the meters.
     *
     * @param zone in which foreign devices' times are that say none
     */
    public Shared(
        EventLog log,
        StationRegistry registry,
        MeterRegistry meters,
        InstantSource clock,
        ZoneId zone) {
      Connections connections = new Connections();
      IngestMeters counted = new IngestMeters(meters);
      counted.watch(doorstep);
      Capacity capacity = new Capacity(MOST_BYTES_WAITING, counted);
      this.ingest =
          new Ingest(
              log,
              registry,
              counted,
              capacity,
              connections,
              new Twins(),
              clock,
              new ForeignIntake(registry, zone, clock.instant()));
      this.refusedKeys = new RefusedKeys(clock);
      registry.onRevoked(connections::revoked);
      registry.onPlanned(connections::planned);
    }

    /** What has to be fed to {@link #take}. */
    public Topic<?> topic() {
      return Presence.TOPIC;
    }

    /** Takes a record of the log, on any thread: a station may have come in on another hub. */
    public void take(LogRecord<?> record) {
      if (record.value() instanceof Presence presence) {
        ingest.connections().told(presence);
      }
    }

    /** Whether there is room on the disk: while there is none, no station is read from. */
    public void mayStore(boolean may) {
      ingest.capacity().suspend(!may);
    }

    /** The same for devices of other makes that speak HTTP. */
    public Routes routes() {
      return new ForeignRoutes(ingest);
    }

    /** The same for what stations tell an outside broker. */
    public BrokerIntake ofBroker() {
      return new BrokerIntake(ingest);
    }

    /** Tells every station that the hub stops. */
    public void stopping() {
      ingest.connections().all().forEach(StationConnection::stopping);
    }
  }

  private final Endpoint listen;
  private final Shared shared;
  private final UnaryOperator<Vertx> door;

  /** One instance. */
  public MqttIngest(Endpoint listen, Shared shared) {
    this(listen, shared, it -> GatedVertx.of(it, Answers.FOREIGN_PACKET_BYTES, shared.doorstep));
  }

  /** One whose connections come in through a Vert.x of that making. */
  MqttIngest(Endpoint listen, Shared shared, UnaryOperator<Vertx> door) {
    this.listen = listen;
    this.shared = shared;
    this.door = door;
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(SILENCE_CHECK_MILLIS, timer -> endSilentOnes());
    return MqttServer.create(door.apply(vertx), options())
        .endpointHandler(this::admit)
        .exceptionHandler(
            why -> log.debug("connection failed before CONNECT why={}", why.toString()))
        .listen();
  }

  private MqttServerOptions options() {
    MqttServerOptions options = new MqttServerOptions();
    options
        .setMaxMessageSize(Answers.FOREIGN_PACKET_BYTES)
        .setAutoClientId(true)
        .setMaxClientIdLength(64)
        .setTimeoutOnConnect(CONNECT_SECONDS)
        .setSslHandshakeTimeout(CONNECT_SECONDS)
        .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS)
        .setHost(listen.host())
        .setPort(listen.port());
    listen
        .tls()
        .ifPresent(
            tls ->
                options
                    .setSsl(true)
                    .setKeyCertOptions(
                        new PemKeyCertOptions()
                            .setCertPath(tls.certificate().toString())
                            .setKeyPath(tls.key().toString())));
    return options;
  }

  private void admit(MqttEndpoint endpoint) {
    Context here = Vertx.currentContext();
    Admission judged = Admission.judge(endpoint, shared.ingest.registry());
    if (judged instanceof Admission.Admitted admitted) {
      new StationConnection(endpoint, admitted.station(), here, shared.ingest).open();
    } else if (judged instanceof Admission.TurnedAway why) {
      turnAway(endpoint, why);
    }
  }

  private void turnAway(MqttEndpoint endpoint, Admission.TurnedAway why) {
    String name = endpoint.auth() == null ? "" : String.valueOf(endpoint.auth().getUsername());
    String from = endpoint.remoteAddress().hostAddress();
    endpoint.reject(why.code());
    shared.ingest.meters().refused(Reason.WRONG_KEY.word());
    if (!shared.refusedKeys.mayTell()) {
      return;
    }
    log.warn("connection refused user={} from={} why={}", name, from, why.detail());
    String detail = why.detail() + "; user name " + name + " from " + from;
    Instant now = shared.ingest.clock().instant();
    Refusal refusal = new Refusal("", Reason.WRONG_KEY.word(), detail, "", now, "");
    shared
        .ingest
        .log()
        .append(Topics.REFUSALS, "", refusal)
        .onFailure(lost -> log.warn("refusal not kept why={}", String.valueOf(lost.getMessage())));
  }

  private void endSilentOnes() {
    Instant now = shared.ingest.clock().instant();
    shared.ingest.connections().all().forEach(each -> each.endIfSilent(now));
  }

  /** Guessers are counted each, but told of at most five times a second. */
  private static final class RefusedKeys {
    private static final int MOST_A_SECOND = 5;
    private final InstantSource clock;
    private long second;
    private int told;

    RefusedKeys(InstantSource clock) {
      this.clock = clock;
    }

    synchronized boolean mayTell() {
      long now = clock.instant().getEpochSecond();
      if (now != second) {
        second = now;
        told = 0;
      }
      return told++ < MOST_A_SECOND;
    }
  }
}
