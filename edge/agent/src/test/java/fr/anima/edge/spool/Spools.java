package fr.anima.edge.spool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Small words the spool's tests speak in. */
final class Spools {
  static final SpoolLimits SMALL = new SpoolLimits(1 << 20, 8 * 1024);

  private Spools() {}

  /** So many records, nobody knows which. */
  static SpoolLoss loss(String name, long records, String detail) {
    return new SpoolLoss(
        name,
        records,
        new SpoolLoss.Range(SpoolRecord.Rank.TELEMETRY, Optional.empty(), Optional.empty()),
        detail);
  }

  static void append(Spool spool, long boot, long sequence) throws IOException {
    spool.append(SpoolRecord.Rank.TELEMETRY, "readings", boot, sequence, payload(boot, sequence));
  }

  static byte[] payload(long boot, long sequence) {
    String filler = "x".repeat((int) (sequence * 37 % 211));
    return ("{\"boot\":" + boot + ",\"sequence\":" + sequence + ",\"filler\":\"" + filler + "\"}")
        .getBytes(StandardCharsets.UTF_8);
  }

  static List<SpoolRecord> all(Spool spool) {
    List<SpoolRecord> all = new ArrayList<>();
    List<SpoolRecord> some = spool.nextUnsent(100);
    while (!some.isEmpty()) {
      all.addAll(some);
      some = spool.nextUnsent(100);
    }
    return all;
  }

  static List<Long> sequences(List<SpoolRecord> records) {
    return records.stream().map(SpoolRecord::sequence).toList();
  }

  static List<String> files(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(it -> it.getFileName().toString()).sorted().toList();
    } catch (IOException why) {
      throw new UncheckedIOException(why);
    }
  }

  static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    for (String each : files(from)) {
      Files.write(to.resolve(each), Files.readAllBytes(from.resolve(each)));
    }
  }

  static void clear(Path directory) throws IOException {
    Files.createDirectories(directory);
    for (String each : files(directory)) {
      Files.delete(directory.resolve(each));
    }
  }
}
