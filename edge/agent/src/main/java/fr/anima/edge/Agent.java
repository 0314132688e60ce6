package fr.anima.edge;

import com.pi4j.plugin.gpiod.provider.gpio.digital.GpioDDigitalInputProvider;
import com.pi4j.plugin.gpiod.provider.gpio.digital.GpioDDigitalOutputProvider;
import com.pi4j.plugin.linuxfs.provider.i2c.LinuxFsI2CProvider;
import fr.anima.edge.configuration.AgentConfig;
import fr.anima.edge.configuration.ConfigException;
import fr.anima.edge.configuration.StationFile;
import fr.anima.edge.sensors.GpioPins;
import fr.anima.edge.sensors.I2cBus;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * The program on the Pi: {@code anima-edge run station.toml} asks the station's sensors and brings
 * what they say to the hub until it is stopped.
 */
public final class Agent {
  static final int FINE = 0;
  static final int FAILED = 1;
  private static final int MISUSED = 2;

  private static final String USAGE =
      """
      anima-edge run station.toml [--until-sent]   runs the station; with --until-sent it ends when
                                                   every recording is played and acknowledged
      anima-edge check station.toml                tells every mistake in the configuration
      anima-edge journal list DIR                  the files of a journal (the station's directory, or
                                                   a copy of it): first ordinal, records, bytes, and
                                                   how many of them the hub has
      anima-edge journal check DIR                 reads every record; tells damage by its byte and
                                                   ends with status 1 when there is any
      anima-edge journal export DIR                every sound record as a line of JSON, dead letters
                                                   too; all three only read, the agent may run
      anima-edge --version | --help
      """
          + ClaimCommand.USAGE;

  private final PrintStream out;
  private final PrintStream err;
  private final InstantSource wall;

  Agent(PrintStream out, PrintStream err, InstantSource wall) {
    this.out = out;
    this.err = err;
    this.wall = wall;
  }

  /** Runs the command given; exit status 0 is fine, 1 failed, 2 a wrong command or file. */
  public static void main(String[] arguments) throws InterruptedException {
    int status = new Agent(System.out, System.err, InstantSource.system()).run(arguments);
    // The MQTT client's threads would keep a failed program alive.
    System.exit(status);
  }

  int run(String... arguments) throws InterruptedException {
    List<String> words = List.of(arguments);
    String command = words.isEmpty() ? "" : words.get(0);
    if (command.equals("--version") && words.size() == 1) {
      out.println("anima-edge " + version());
      return FINE;
    }
    if (command.equals("--help") && words.size() == 1) {
      out.println(USAGE);
      return FINE;
    }
    if (command.equals("claim")) {
      return claim(words.subList(1, words.size()));
    }
    if (command.equals("journal") && words.size() == 3 && JournalCommand.knows(words.get(1))) {
      return new JournalCommand(out, err).run(words.get(1), Path.of(words.get(2)));
    }
    if (command.equals("check") && words.size() == 2) {
      return station(Path.of(words.get(1)), this::tell);
    }
    List<String> files = new ArrayList<>(words);
    boolean untilSent = files.remove("--until-sent");
    if (command.equals("run") && files.size() == 2) {
      return station(Path.of(files.get(1)), config -> work(config, untilSent));
    }
    err.println(USAGE);
    return MISUSED;
  }

  private int claim(List<String> words) {
    try {
      ClaimCommand.of(words).run(out);
      return FINE;
    } catch (ConfigException why) {
      err.println(why.getMessage());
      return MISUSED;
    } catch (IOException why) {
      err.println("not claimed: " + why.getMessage());
      return FAILED;
    }
  }

  /** What is done with a station's file that has no mistakes. */
  private interface Work {
    int on(AgentConfig config) throws IOException, InterruptedException;
  }

  private int station(Path file, Work work) throws InterruptedException {
    try (I2cBus i2c = new I2cBus(LinuxFsI2CProvider::newInstance);
        GpioPins pins =
            new GpioPins(
                GpioDDigitalInputProvider::newInstance, GpioDDigitalOutputProvider::newInstance)) {
      return work.on(new StationFile(wall, i2c, pins).read(file));
    } catch (ConfigException why) {
      err.println(why.getMessage());
      return MISUSED;
    } catch (IOException why) {
      err.println("the station cannot run: " + why.getMessage());
      return FAILED;
    }
  }

  private int tell(AgentConfig config) {
    out.println("the configuration is fine: " + config.summary());
    return FINE;
  }

  private static int work(AgentConfig config, boolean untilSent)
      throws IOException, InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    try (StationRun station = new StationRun(config, version());
        Lifeline lifeline = Lifeline.ofThisService()) {
      Thread hook = new Thread(() -> stop(station, stopped), "stop");
      Runtime.getRuntime().addShutdownHook(hook);
      station.start();
      lifeline.start(station::spool);
      if (!untilSent) {
        stopped.await();
        return FINE;
      }
      station.awaitSent();
      Runtime.getRuntime().removeShutdownHook(hook);
    }
    return FINE;
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

  private static String version() {
    return Optional.ofNullable(Agent.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
