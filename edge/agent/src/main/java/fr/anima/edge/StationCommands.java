package fr.anima.edge;

import fr.anima.edge.check.StationCheck;
import fr.anima.edge.clock.MachineTime;
import fr.anima.edge.configuration.AgentConfig;
import fr.anima.edge.configuration.ConfigException;
import fr.anima.edge.configuration.StationFile;
import fr.anima.edge.spool.Spool;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** What can be done with a {@code station.toml}: run it, check it, run it without hardware. */
final class StationCommands {
  static final String USAGE =
      """
      anima-edge run station.toml [--until-sent]   runs the station; with --until-sent it ends when
                                                   every recording is played and acknowledged
      anima-edge check station.toml [--file-only]  tells every mistake in the file; then what this
                                                   machine has, what answers on its I2C buses, what
                                                   each sensor says and whether the hub is reached.
                                                   Nothing is switched, kept or sent. The agent may
                                                   run: one of its readings may fail meanwhile, it
                                                   asks again; its pins cannot be asked twice.
                                                   Status 0: all is well, 1: something does not
                                                   work, 2: the file is wrong. With --file-only
                                                   it looks at nothing but the file
      anima-edge simulate station.toml [--seed N]  runs the station without hardware: real sensors
                                                   are invented, and the hub is told so. Keeps all
                                                   in a directory of its own; refuses where the
                                                   station has run for real
      """;

  private final PrintStream out;
  private final MachineTime time;
  private final Hardware hardware;
  private final String version;

  StationCommands(PrintStream out, MachineTime time, Hardware hardware, String version) {
    this.out = out;
    this.time = time;
    this.hardware = hardware;
    this.version = version;
  }

  int run(List<String> words) throws ConfigException, IOException, InterruptedException {
    boolean untilSent = words.remove("--until-sent");
    return words.size() == 1 ? work(read(words), version, untilSent) : Agent.MISUSED;
  }

  int check(List<String> words) throws ConfigException, InterruptedException {
    boolean fileOnly = words.remove("--file-only");
    if (words.size() != 1) {
      return Agent.MISUSED;
    }
    AgentConfig config = read(words);
    if (fileOnly) {
      out.println("The file has no mistakes: " + config.summary() + ".");
      return Agent.FINE;
    }
    StationCheck check =
        new StationCheck(config, hardware.machine(), hardware.i2c(), hardware.patience(), out);
    return check.run(Spool.lockIn(StationRun.journal(config))) ? Agent.FINE : Agent.FAILED;
  }

  int simulate(List<String> words) throws ConfigException, IOException, InterruptedException {
    int at = words.indexOf("--seed");
    Optional<Long> seed = at < 0 ? Optional.of(1L) : seed(words, at);
    return seed.isPresent() && words.size() == 1
        ? work(Rehearsal.of(read(words), seed.get()), Rehearsal.version(version), false)
        : Agent.MISUSED;
  }

  private static Optional<Long> seed(List<String> words, int at) {
    words.remove(at);
    try {
      return Optional.of(Long.valueOf(at < words.size() ? words.remove(at) : ""));
    } catch (NumberFormatException why) {
      return Optional.empty();
    }
  }

  private AgentConfig read(List<String> words) throws ConfigException {
    return new StationFile(time, hardware.i2c(), hardware.pins()).read(Path.of(words.get(0)));
  }

  private static int work(AgentConfig config, String version, boolean untilSent)
      throws IOException, InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    try (StationRun station = new StationRun(config, version);
        Lifeline lifeline = Lifeline.ofThisService()) {
      Thread hook = new Thread(() -> stop(station, stopped), "stop");
      Runtime.getRuntime().addShutdownHook(hook);
      station.start();
      lifeline.start(station::spool);
      if (!untilSent) {
        stopped.await();
        return Agent.FINE;
      }
      station.awaitSent();
      Runtime.getRuntime().removeShutdownHook(hook);
    }
    return Agent.FINE;
  }

  /** On a signal: what was sampled is on disk before the program is gone. */
  private static void stop(StationRun station, CountDownLatch stopped) {
    try {
      station.close();
    } catch (IOException why) {
      System.err.println("the station did not stop cleanly: " + why.getMessage());
    }
    stopped.countDown();
  }
}
