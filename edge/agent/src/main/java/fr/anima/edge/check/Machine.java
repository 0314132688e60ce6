package fr.anima.edge.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What this machine has that a station could use, as Linux shows it in its files. */
public final class Machine {
  private final Path root;

  /** The machine whose {@code /dev}, {@code /sys} and {@code /proc} are below that folder. */
  public Machine(Path root) {
    this.root = root;
  }

  /** Such as {@code i2c-1}. */
  List<String> i2cBuses() {
    return names("dev", "i2c-*");
  }

  /** Such as {@code 28-0000075641ac}. */
  List<String> oneWireDevices() {
    return names("sys/bus/w1/devices", "[0-9a-f][0-9a-f]-*");
  }

  /** Such as {@code gpiochip0}. */
  List<String> gpioChips() {
    return names("dev", "gpiochip*");
  }

  /** Such as {@code serial0}. */
  List<String> serialPorts() {
    return names("dev", "{serial[0-9],ttyUSB,ttyACM,ttyAMA}*");
  }

  boolean has(Path path) {
    return Files.exists(here(path));
  }

  /** Whether this user may read and write it. */
  boolean isOpen(Path path) {
    return Files.isReadable(here(path)) && Files.isWritable(here(path));
  }

  /** The process that holds a lock on that file, by the kernel's list; empty when none does. */
  Optional<String> holderOf(Path file) {
    try {
      String inode = String.valueOf(Files.getAttribute(file, "unix:ino"));
      return Files.readAllLines(root.resolve("proc/locks"), StandardCharsets.UTF_8).stream()
          .map(it -> it.strip().split("\\s+"))
          // 1: POSIX  ADVISORY  WRITE 3568 fd:00:2531452 0 EOF (proc(5))
          .filter(it -> it.length > 5 && it[1].equals("POSIX") && it[5].endsWith(":" + inode))
          .map(it -> it[4])
          .findFirst();
    } catch (IOException unknown) {
      return Optional.empty();
    }
  }

  private Path here(Path path) {
    return path.startsWith(root) ? path : root.resolve(path.toString().substring(1));
  }

  private List<String> names(String folder, String pattern) {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(root.resolve(folder), pattern)) {
      files.forEach(it -> names.add(String.valueOf(it.getFileName())));
    } catch (IOException none) {
      return List.of();
    }
    // i2c-2 before i2c-10.
    names.sort(Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder()));
    return names;
  }
}
