package fr.anima.edge.sensors.recorded;

import fr.anima.edge.sensors.Sample;
import fr.anima.edge.sensors.gnss.FixDates;
import fr.anima.edge.sensors.gnss.NmeaFixes;
import fr.anima.edge.sensors.gnss.NmeaLines;
import fr.anima.edge.sensors.gnss.NmeaSentence;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;

/** The log of a satellite receiver: its NMEA 0183 sentences as they came. */
public final class RecordedNmea implements Recording {
  private final NmeaLines lines;
  private final NmeaFixes fixes;
  private final Deque<Sample> ready = new ArrayDeque<>();
  private boolean atEnd;

  private RecordedNmea(InputStream bytes, Supplier<Instant> latest) {
    this.lines = new NmeaLines(bytes);
    this.fixes = new NmeaFixes(FixDates.ofRecording(latest));
  }

  /**
   * Opens a log.
   *
   * @param latest no fix can be later than this
   */
  public static RecordedNmea open(Path file, Supplier<Instant> latest) throws IOException {
    return new RecordedNmea(new BufferedInputStream(Files.newInputStream(file)), latest);
  }

  @Override
  public Optional<Sample> next() throws IOException {
    while (ready.isEmpty() && !atEnd) {
      Optional<NmeaSentence> sentence = lines.next();
      atEnd = sentence.isEmpty();
      sentence.map(fixes::take).ifPresent(ready::addAll);
      if (atEnd) {
        ready.addAll(fixes.end());
      }
    }
    return Optional.ofNullable(ready.pollFirst());
  }

  @Override
  public String complaint() {
    return lines.damaged() == 0
        ? ""
        : lines.damaged() + " sentences without a right checksum were left out";
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
