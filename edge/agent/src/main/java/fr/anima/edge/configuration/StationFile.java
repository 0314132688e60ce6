package fr.anima.edge.configuration;

import fr.anima.edge.clock.MachineTime;
import fr.anima.edge.clock.StationClock;
import fr.anima.edge.sensors.GpioPins;
import fr.anima.edge.sensors.I2cBus;
import fr.anima.edge.spool.SpoolLimits;
import fr.anima.edge.uplink.UplinkConfig;
import fr.anima.wire.StationId;
import fr.anima.wire.StationKind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;

/** Reads {@code station.toml}. Paths in it are relative to the file itself. */
public final class StationFile {
  private static final StationId NOBODY = new StationId("x");
  private static final URI NOWHERE = URI.create("tcp://localhost:1");

  private final MachineTime machine;
  private final I2cBus i2c;
  private final GpioPins pins;

  /** With the clocks that samples are timed by, and the ways to devices; nothing is opened yet. */
  public StationFile(MachineTime machine, I2cBus i2c, GpioPins pins) {
    this.machine = machine;
    this.i2c = i2c;
    this.pins = pins;
  }

  /**
   * Reads and checks the file.
   *
   * @throws ConfigException with every mistake, its line and what to write instead
   */
  public AgentConfig read(Path file) throws ConfigException {
    Mistakes mistakes = new Mistakes(String.valueOf(file.getFileName()));
    TomlParseResult toml = parse(file, mistakes);
    mistakes.throwIfAny();
    Path base = file.toAbsolutePath().normalize().getParent();
    TomlSection station = new TomlSection(toml, "station", 1, mistakes);
    AgentConfig config = station(station, base == null ? Path.of("/") : base, mistakes);
    station.close();
    mistakes.throwIfAny();
    return config;
  }

  private static TomlParseResult parse(Path file, Mistakes mistakes) {
    String text = "";
    try {
      text = Files.readString(file);
    } catch (IOException why) {
      mistakes.add(0, "cannot be read (" + why + "); give the path of a station.toml");
    }
    TomlParseResult toml = parse(text, mistakes);
    toml.errors().forEach(it -> mistakes.add(it.position().line(), words(it)));
    return toml;
  }

  /** tomlj 1.1.1 throws some mistakes instead of telling them: a wrong escape in a table's name. */
  private static TomlParseResult parse(String text, Mistakes mistakes) {
    try {
      return Toml.parse(text);
    } catch (TomlParseError why) {
      mistakes.add(why.position().line(), words(why));
    } catch (StackOverflowError tooDeep) {
      mistakes.add(0, "has brackets within brackets too deep to read; close those that are open");
    }
    return Toml.parse("");
  }

  private static String words(TomlParseError why) {
    return String.valueOf(why.getMessage());
  }

  private AgentConfig station(TomlSection station, Path base, Mistakes mistakes) {
    StationKind kind =
        station.parsed("kind", "enclosure", StationKind::ofWord).orElse(StationKind.ENCLOSURE);
    UplinkConfig uplink = uplink(station, base);
    Duration heartbeat =
        Duration.ofMillis(Math.round(station.number("heartbeat_seconds", 1, 3600, 60) * 1000));
    Optional<TomlSection> spool = station.section("spool");
    if (spool.isEmpty()) {
      station.missing("[spool]", "a table with directory = \"spool\"");
    }
    Path directory = base.resolve(spool.map(it -> it.text("directory", "spool")).orElse(""));
    StationClock clock = new StationClock(machine, trust(station), directory);
    long quota = spool.map(it -> it.whole("quota_mib", 1, 1 << 20, 64)).orElse(64L);
    spool.ifPresent(TomlSection::close);
    List<StationSensor> sensors = sensors(station, kind, new SensorTables(base, clock, i2c, pins));
    if (sensors.isEmpty() && mistakes.isEmpty()) {
      station.missing("[[sensor]]", "a table with name, type and period_seconds");
    }
    return new AgentConfig(
        kind, uplink, directory, SpoolLimits.of(quota << 20), heartbeat, clock, sensors);
  }

  private static StationClock.Trust trust(TomlSection station) {
    String word = station.optionalText("clock").orElse("auto");
    if (!Set.of("auto", "trusted").contains(word)) {
      station.wrong(
          "clock",
          "= \""
              + word
              + "\"; write \"auto\", or \"trusted\" where something other than"
              + " systemd-timesyncd sets the clock");
    }
    return word.equals("trusted") ? StationClock.Trust.TRUSTED : StationClock.Trust.AUTO;
  }

  private static UplinkConfig uplink(TomlSection station, Path base) {
    StationId id = station.parsed("station", "goat-barn", StationId::new).orElse(NOBODY);
    URI hub = station.parsed("hub", "tcp://hub.local:1883", URI::create).orElse(NOWHERE);
    Optional<Path> authority = station.optionalText("ca_file").map(base::resolve);
    if (authority.isPresent() && !Files.isReadable(authority.get())) {
      station.wrong("ca_file", "cannot be read: " + authority.get());
    }
    String key = key(station, base);
    try {
      return new UplinkConfig(hub, id, key, authority);
    } catch (IllegalArgumentException why) {
      station.wrong("hub", ": " + why.getMessage());
      return new UplinkConfig(NOWHERE, id, key, Optional.empty());
    }
  }

  /** The key, from the file or from a file of its own; a placeholder when there is a mistake. */
  private static String key(TomlSection station, Path base) {
    Optional<String> key = station.optionalText("key").filter(it -> !it.isBlank());
    Optional<String> file = station.optionalText("key_file");
    if (key.isPresent() == file.isPresent()) {
      station.missing(
          key.isPresent() ? "one key" : "key",
          "\"...\", the key the hub printed for this station, or key_file = \"station.key\", a"
              + " file that holds it; one of the two");
      return "missing";
    }
    return key.or(() -> file.map(it -> keyIn(station, base.resolve(it)))).orElse("missing");
  }

  private static String keyIn(TomlSection station, Path file) {
    try {
      String key = Files.readString(file).strip();
      if (!key.isEmpty()) {
        return key;
      }
      station.wrong("key_file", "is empty: " + file + "; put the station's key into it");
    } catch (IOException why) {
      station.wrong("key_file", "cannot be read: " + why);
    }
    return "missing";
  }

  private static List<StationSensor> sensors(
      TomlSection station, StationKind kind, SensorTables tables) {
    Set<String> names = new HashSet<>();
    return tables.watched(
        station.sections("sensor").stream()
            .map(
                each -> {
                  StationSensor read = tables.read(each, kind);
                  if (!read.name().isEmpty() && !names.add(read.name())) {
                    each.wrong(
                        "name", "= \"" + read.name() + "\" is another sensor's; name it apart");
                  }
                  each.close();
                  return read;
                })
            .toList());
  }
}
