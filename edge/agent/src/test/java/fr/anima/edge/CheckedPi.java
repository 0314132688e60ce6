package fr.anima.edge;

import fr.anima.edge.check.Machine;
import fr.anima.edge.clock.MachineTime;
import fr.anima.edge.sensors.I2cBoard;
import fr.anima.edge.sensors.I2cBus;
import fr.anima.edge.sensors.MockPins;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A Pi of files and mocks, a hub that lets itself be connected to, and what check says of them. */
final class CheckedPi implements AutoCloseable {
  private static final MachineTime NOW =
      new MachineTime(
          InstantSource.fixed(Instant.parse("2026-11-23T10:02:00Z")), () -> 0, Path.of("/none"));

  final I2cBoard i2c = new I2cBoard();
  final MockPins board = new MockPins();
  final Path root;
  private final ServerSocket hub = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
  private Duration patience = Duration.ofSeconds(10);

  CheckedPi(Path root) throws IOException {
    this.root = root;
  }

  /** How long a bus or a sensor may take; those that do not hang take hundredths of a second. */
  CheckedPi patient(Duration patience) {
    this.patience = patience;
    return this;
  }

  CheckedPi with(String file) throws IOException {
    return with(file, "");
  }

  CheckedPi with(String file, String content) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
    return this;
  }

  /** The hub is gone. */
  CheckedPi withoutHub() throws IOException {
    hub.close();
    return this;
  }

  /** Exit status of a check of a station with those sensors. */
  int check(String kind, String sensors) throws Exception {
    String station =
        """
        station = "goat-barn"
        kind = "%s"
        hub = "tcp://127.0.0.1:%d"
        key = "secret"
        [spool]
        directory = "spool"
        """
            .formatted(kind, hub.getLocalPort());
    with("station.toml", station + sensors);
    Hardware hardware =
        new Hardware(new I2cBus(() -> i2c), board.pins, new Machine(root), patience);
    return new Agent(out, out, NOW, hardware).run("check", root.resolve("station.toml").toString());
  }

  /** What was printed; the hub's port is 1883, whatever it was, and there is no folder of tests. */
  String said() {
    return said.toString(StandardCharsets.UTF_8)
        .replace(":" + hub.getLocalPort(), ":1883")
        .replace("port " + hub.getLocalPort(), "port 1883")
        .replace(root.toString(), "");
  }

  @Override
  public void close() throws IOException {
    i2c.release();
    hub.close();
    board.close();
  }
}
