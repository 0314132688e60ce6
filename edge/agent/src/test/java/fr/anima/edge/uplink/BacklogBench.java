package fr.anima.edge.uplink;

import fr.anima.edge.clock.KeptClock;
import fr.anima.edge.spool.Spool;
import fr.anima.edge.spool.SpoolLimits;
import fr.anima.edge.spool.SpoolRecord;
import fr.anima.wire.ClockQuality;
import fr.anima.wire.Measurement;
import fr.anima.wire.Quantity;
import fr.anima.wire.Readings;
import fr.anima.wire.Stamp;
import fr.anima.wire.StationId;
import fr.anima.wire.WireJson;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A station that comes back after a day without a hub: 86,400 temperatures wait, and four readings
 * of light a second are taken from its connection on, whose value is the millisecond of their
 * making. Prints how long the backlog took. Not a test: arguments are the hub's address, the
 * station, its key, a directory.
 */
final class BacklogBench {
  private static final int DAY = 86_400;
  private static final int LIVE_MILLIS = 250;
  private static final long VALUES = 200_000;

  private final StationId station;
  private final long boot = Instant.now().getEpochSecond();
  private final Spool spool;
  private long sequence;

  private BacklogBench(StationId station, Spool spool) {
    this.station = station;
    this.spool = spool;
  }

  public static void main(String[] arguments) throws Exception {
    StationId station = new StationId(arguments[1]);
    UplinkConfig config =
        new UplinkConfig(URI.create(arguments[0]), station, arguments[2], Optional.empty());
    try (Spool spool = Spool.open(Path.of(arguments[3]), SpoolLimits.standard())) {
      BacklogBench bench = new BacklogBench(station, spool);
      bench.fill();
      try (Uplink uplink =
          new Uplink(config, spool, KeptClock.in(Path.of(arguments[3])), plan -> {})) {
        long began = System.nanoTime();
        uplink.start();
        while (!uplink.state().connected()) {
          TimeUnit.MILLISECONDS.sleep(10);
        }
        bench.liveUntilDrained();
        double seconds = (System.nanoTime() - began) / 1e9;
        System.out.printf("%d in %.1f s, %.0f/s%n", DAY, seconds, DAY / seconds);
      }
    }
  }

  private void fill() throws IOException {
    Instant now = Instant.now();
    for (int second = DAY; second > 0; second--) {
      append(now.minusSeconds(second), Quantity.TEMPERATURE, 20 + second % 50 / 10.0);
    }
    spool.sync();
  }

  private void liveUntilDrained() throws IOException, InterruptedException {
    while (spool.state().records() > 20) {
      Instant now = Instant.now();
      append(now, Quantity.LIGHT, (double) (now.toEpochMilli() % VALUES));
      TimeUnit.MILLISECONDS.sleep(LIVE_MILLIS);
    }
  }

  private void append(Instant at, Quantity quantity, double value) throws IOException {
    Stamp stamp = new Stamp(station, boot, ++sequence, at, ClockQuality.SYNCED);
    Readings readings = new Readings(stamp, List.of(new Measurement(quantity, value)));
    spool.append(
        SpoolRecord.Rank.TELEMETRY,
        readings.kind().word(),
        boot,
        sequence,
        WireJson.encode(readings));
  }
}
