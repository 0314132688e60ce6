package fr.anima.hub;

import fr.anima.hub.eventlog.EarlyForgetting;
import fr.anima.hub.eventlog.GroupPositions;
import fr.anima.hub.eventlog.hanging.HangingTransactions;
import fr.anima.hub.health.Canary;
import fr.anima.hub.health.DiskRoom;
import fr.anima.hub.health.Health;
import fr.anima.hub.health.Thrift;
import fr.anima.hub.history.SeriesStore;
import fr.anima.hub.ingest.MqttIngest;
import fr.anima.hub.live.LiveFeed;
import fr.anima.hub.stations.StationRegistry;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is looked at all the time: the room on the disk, and how far the canary's readings come. */
final class Watching {
  private static final long DISK_MILLIS = 500;
  private static final Logger LOG = LoggerFactory.getLogger(Watching.class);
  private static final long THRIFT_MILLIS = 5_000;
  private static final long CANARY_MILLIS = 500;

  private final HubConfig config;
  private final Rounds rounds;
  private final Health health;
  private final Ending ending;
  private final InstantSource clock;
  private final DiskRoom room;
  private volatile Supplier<String> lessKept = () -> "";

  Watching(HubConfig config, Rounds rounds, Health health, Ending ending, InstantSource clock) {
    this.config = config;
    this.rounds = rounds;
    this.health = health;
    this.ending = ending;
    this.clock = clock;
    this.room =
        DiskRoom.of(
            config.data(), config.ballastMib(), work -> rounds.slowly(Executors.callable(work)));
  }

  /** Before anything else: what is started needs room. */
  void disk() throws IOException {
    Files.createDirectories(config.data());
    room.look();
    rounds.every(DISK_MILLIS, room::look);
    health.watch(
        "disk",
        List.of(),
        "Orders and people go on; below 512 MiB (or a twentieth of the disk) no readings are taken,"
            + " stations keep them: make room on the hub's disk, it then goes on by itself",
        () -> Future.succeededFuture(room.check().adding(lessKept.get())));
  }

  /** Whether the database may grow by what can wait; of one elsewhere nothing is known. */
  boolean hasRoom() {
    return config.external().database().isPresent() || room.level() != DiskRoom.Level.FULL;
  }

  /** Stations are read from while there is room. */
  void guard(MqttIngest.Shared ingest) {
    room.tell(ingest::mayStore);
  }

  /** While there is little room, of what lies on that disk. */
  void keepLess(String brokers, Computing computing, SeriesStore history) {
    External others = config.external();
    boolean log = others.kafka().isEmpty() && isOnDisk("kafka");
    boolean samples =
        others.database().isEmpty() && others.influx().isEmpty() && isOnDisk("postgres");
    Thrift thrift =
        new Thrift(
            new Thrift.Kept(
                Optional.of(others.rawRetention()).filter(it -> log),
                Optional.of(config.retention().samples()).filter(it -> samples)),
            kept -> {
              kept.log().ifPresent(it -> forgetLog(brokers, computing, it));
              kept.samples().ifPresent(it -> told("history", history.forget(it)));
            });
    lessKept = thrift::words;
    rounds.every(THRIFT_MILLIS, () -> thrift.look(room.level(), clock.instant()));
  }

  private void forgetLog(String brokers, Computing computing, Duration kept) {
    Instant before = clock.instant().minus(kept);
    told("log", rounds.slowly(() -> EarlyForgetting.run(brokers, computing.rawReaders(), before)));
  }

  private static void told(String where, Future<List<String>> forgotten) {
    forgotten
        .onSuccess(gone -> LOG.warn("little room, forgotten early where={} what={}", where, gone))
        .onFailure(why -> LOG.warn("not forgotten where={} reason={}", where, why.toString()));
  }

  /** What would keep the streams waiting for ever, whoever runs the brokers. */
  void transactions(String brokers) {
    HangingTransactions hanging = new HangingTransactions(brokers);
    ending.add("look at transactions", hanging::close);
    HangingWatch watch = new HangingWatch(() -> rounds.slowly(hanging::look));
    rounds.every(HangingWatch.TURN_MILLIS, watch::turn);
  }

  private boolean isOnDisk(String part) {
    try {
      return Files.getFileStore(config.data().resolve(part))
          .equals(Files.getFileStore(config.data()));
    } catch (IOException why) {
      throw new UncheckedIOException("the disk of " + part + " is not known", why);
    }
  }

  /** A canary that the endpoint lets in, silent as yet. */
  Canary canary(Spine spine, String brokers, Computing computing, StationRegistry registry) {
    GroupPositions positions = new GroupPositions(brokers);
    ending.add("questions to the log", positions::close);
    Canary canary =
        new Canary(
            new Canary.Nest(
                rounds.vertx(),
                Doors.endpoint(config),
                spine.history(),
                computing.streamsTrail(positions),
                computing.recordingTrail(positions),
                clock));
    registry.letIn(canary.entry());
    return canary;
  }

  /** The stages of a reading's path, in its order; the canary speaks from now on. */
  void path(Canary canary, Computing computing, LiveFeed feed) {
    health.watch(
        "mqtt",
        List.of(),
        "Stations are not heard and keep what they measure: restart the hub",
        () -> Future.succeededFuture(canary.door()));
    health.watch(
        "log",
        List.of("disk", "mqtt"),
        "Nothing new is taken from stations, which keep it meanwhile: see whether the Kafka broker"
            + " runs and has room on its disk (embedded: restart the hub)",
        () -> Future.succeededFuture(canary.log()));
    computing.watch(health, clock, canary);
    health.watch(
        "live",
        List.of("log"),
        "Screens stand still and say so; what they show on reloading is right: restart the hub",
        () -> Future.succeededFuture(canary.live(feed)));
    canary.sing();
    rounds.every(Canary.EVERY.toMillis(), canary::sing);
    rounds.every(CANARY_MILLIS, canary::look);
  }
}
