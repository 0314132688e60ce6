package fr.anima.edge;

import fr.anima.edge.clock.MachineTime;
import fr.anima.edge.clock.StationClock;
import fr.anima.edge.configuration.ConfigException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The program on the Pi: {@code anima-edge run station.toml} asks the station's sensors and brings
 * what they say to the hub until it is stopped.
 */
public final class Agent {
  static final int FINE = 0;
  static final int FAILED = 1;
  static final int MISUSED = 2;

  private static final String USAGE =
      StationCommands.USAGE
          + JournalCommand.USAGE
          + "anima-edge --version | --help\n"
          + ClaimCommand.USAGE;

  private final PrintStream out;
  private final PrintStream err;
  private final MachineTime time;
  private final Hardware hardware;
  private final Map<String, Command> commands;

  Agent(PrintStream out, PrintStream err, MachineTime time) {
    this(out, err, time, Hardware.ofThisPi());
  }

  Agent(PrintStream out, PrintStream err, MachineTime time, Hardware hardware) {
    this.out = out;
    this.err = err;
    this.time = time;
    this.hardware = hardware;
    StationCommands station = new StationCommands(out, time, hardware, version());
    commands =
        Map.of(
            "run", station::run,
            "check", station::check,
            "simulate", station::simulate,
            "claim", this::claim,
            "journal", this::journal,
            "--version", words -> say("anima-edge " + version(), words),
            "--help", words -> say(USAGE, words));
  }

  /** What follows a word of the command line; {@link #MISUSED} makes the usage known. */
  private interface Command {
    int on(List<String> words) throws ConfigException, IOException, InterruptedException;
  }

  /** Runs the command given; exit status 0 is fine, 1 failed, 2 a wrong command or file. */
  public static void main(String[] arguments) throws InterruptedException {
    LogLines.begin();
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    int status = new Agent(out, err, MachineTime.ofThisMachine()).run(arguments);
    // The MQTT client's threads would keep a failed program alive.
    System.exit(status);
  }

  int run(String... arguments) throws InterruptedException {
    List<String> words = new ArrayList<>(List.of(arguments));
    String name = words.isEmpty() ? "" : words.remove(0);
    try (hardware) {
      int status = commands.getOrDefault(name, it -> MISUSED).on(words);
      if (status == MISUSED) {
        err.println(USAGE);
      }
      return status;
    } catch (ConfigException why) {
      err.println(why.getMessage());
      return MISUSED;
    } catch (IOException why) {
      err.println("the station cannot run: " + why.getMessage());
      return FAILED;
    }
  }

  private int say(String text, List<String> words) {
    if (!words.isEmpty()) {
      return MISUSED;
    }
    out.println(text);
    return FINE;
  }

  private int claim(List<String> words) throws ConfigException {
    try {
      ClaimCommand.of(words).run(out, StationClock.past(time));
      return FINE;
    } catch (IOException why) {
      err.println("not claimed: " + why.getMessage());
      return FAILED;
    }
  }

  private int journal(List<String> words) {
    return words.size() == 2 && JournalCommand.knows(words.get(0))
        ? new JournalCommand(out, err).run(words.get(0), Path.of(words.get(1)))
        : MISUSED;
  }

  private static String version() {
    return Optional.ofNullable(Agent.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
