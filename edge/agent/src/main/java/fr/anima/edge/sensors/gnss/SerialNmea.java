package fr.anima.edge.sensors.gnss;

import fr.anima.edge.sensors.Sample;
import fr.anima.edge.sensors.SensorException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A receiver on a serial line, or in a named pipe that some program fills. The line's speed is set
 * by {@code stty}, which every Debian has.
 */
record SerialNmea(Path device, int baud, FixDates dates) implements Receiver {
  // The kind of a file in its mode (inode(7)).
  private static final int KIND = 0xF000;
  private static final int CHARACTER_DEVICE = 0x2000;
  private static final int NAMED_PIPE = 0x1000;

  private static final long STTY_SECONDS = 5;

  @Override
  public Hearing connect(LeftOut leftOut)
      throws IOException, SensorException, InterruptedException {
    try {
      int kind = (int) Files.getAttribute(device, "unix:mode") & KIND;
      if (kind == CHARACTER_DEVICE) {
        setLine();
        return new Line(device, FileChannel.open(device, StandardOpenOption.READ), dates, leftOut);
      }
      if (kind == NAMED_PIPE) {
        return new Line(device, openPipe(), dates, leftOut);
      }
    } catch (NoSuchFileException why) {
      throw new SensorException(
          device
              + " is not there; plug the receiver in, or enable the serial port in raspi-config");
    } catch (AccessDeniedException why) {
      throw new SensorException(
          device + " may not be read; add the agent's user to the group dialout");
    }
    throw new SensorException(
        device + " is not a serial device; a log is played with type = \"recorded-nmea\"");
  }

  @Override
  public String adviceWhenSilent() {
    return device
        + ": no whole sentence is heard; check the wiring, and that the receiver speaks NMEA at "
        + baud
        + " baud";
  }

  /** Bytes as they come: no echo, no line editing, no flow control, no waiting for a modem. */
  private void setLine() throws IOException, SensorException, InterruptedException {
    Process stty =
        new ProcessBuilder(
                ("stty -F "
                        + device
                        + " "
                        + baud
                        + " raw -echo clocal -crtscts cs8 -parenb -cstopb")
                    .split(" "))
            .redirectErrorStream(true)
            .start();
    try {
      if (!stty.waitFor(STTY_SECONDS, TimeUnit.SECONDS)) {
        throw new SensorException(device + " cannot be set to " + baud + " baud: stty hangs");
      }
      if (stty.exitValue() != 0) {
        String said = new String(stty.getInputStream().readAllBytes(), Charset.defaultCharset());
        throw new SensorException(
            device + " cannot be set to " + baud + " baud: " + said.strip().replace('\n', ' '));
      }
    } finally {
      stty.destroyForcibly();
    }
  }

  /** Opening a pipe to read waits until somebody writes, unless it is open for writing as well. */
  private FileChannel openPipe() throws IOException {
    try (FileChannel both =
        FileChannel.open(device, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return FileChannel.open(device, StandardOpenOption.READ);
    }
  }

  /** The open line. A channel, because closing one ends a read that waits. */
  private static final class Line implements Hearing {
    private final Path device;
    private final FileChannel channel;
    private final NmeaLines lines;
    private final NmeaFixes fixes;
    private final LeftOut leftOut;

    Line(Path device, FileChannel channel, FixDates dates, LeftOut leftOut) {
      this.device = device;
      this.channel = channel;
      this.lines = new NmeaLines(Channels.newInputStream(channel));
      this.fixes = new NmeaFixes(dates);
      this.leftOut = leftOut;
    }

    @Override
    public List<Sample> next() throws IOException, SensorException {
      long damaged = lines.damaged();
      long misdated = fixes.misdated();
      Optional<NmeaSentence> sentence = lines.next();
      List<Sample> told = sentence.map(fixes::take).orElseGet(fixes::end);
      leftOut.note("sentences without a right checksum", lines.damaged() - damaged);
      leftOut.note("fixes with an impossible date", fixes.misdated() - misdated);
      if (sentence.isEmpty() && told.isEmpty()) {
        throw new SensorException(
            device + " has nothing more to read; is the receiver plugged in?");
      }
      return told;
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
