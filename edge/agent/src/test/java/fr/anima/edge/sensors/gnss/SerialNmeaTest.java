package fr.anima.edge.sensors.gnss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.edge.sensors.gnss.LiveFixes.Telling;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A named pipe in the place of a serial line; once a pseudo-terminal, which has a speed. */
class SerialNmeaTest {
  private static final String DAMAGED = "$GNRMC,120000,A*00\r\n";

  @TempDir Path folder;
  private Path device = Path.of("");

  @BeforeEach
  void makePipe() throws Exception {
    device = folder.resolve("serial0");
    assertEquals(0, new ProcessBuilder("mkfifo", device.toString()).start().waitFor());
  }

  @Test
  void a_receiver_that_speaks_ten_times_a_second_is_asked_for_its_newest_fix() throws Exception {
    try (FileChannel line = plug();
        LiveFixes sensor = listen(Telling.NEWEST)) {
      for (int i = 0; i <= 10; i++) {
        say(line, Heard.rmc(i / 10.0));
      }
      say(line, DAMAGED + NmeaSentenceTest.sealed("GNTXT,01,01,02,hello") + "\r\n");
      Heard.soon().until(() -> sensor.complaint().contains("1 sentences without a right checksum"));

      assertEquals("2026-11-23T12:00:00.900Z", Heard.fixes(sensor, 1).get(0).at().toString());
      assertEquals(List.of(), sensor.sample(Heard.NOW));
    }
  }

  @Test
  void every_fix_is_told_when_asked_for() throws Exception {
    try (FileChannel line = plug();
        LiveFixes sensor = listen(Telling.EVERY)) {
      for (int i = 0; i <= 10; i++) {
        say(line, Heard.rmc(i / 10.0));
      }

      assertEquals(10, Heard.fixes(sensor, 10).size());
    }
  }

  @Test
  void sentences_may_come_in_pieces_and_begin_in_the_middle() throws Exception {
    try (FileChannel line = plug();
        LiveFixes sensor = listen(Telling.EVERY)) {
      say(line, Heard.rmc(0).substring(20));
      for (char each : (Heard.rmc(1) + Heard.rmc(2)).toCharArray()) {
        say(line, String.valueOf(each));
      }

      assertEquals("2026-11-23T12:00:01Z", Heard.fixes(sensor, 1).get(0).at().toString());
      assertEquals("", sensor.complaint());
    }
  }

  @Test
  void a_device_that_went_away_is_opened_again() throws Exception {
    try (LiveFixes sensor = listen(Telling.EVERY)) {
      Heard.complaint(sensor, "has nothing more to read; is the receiver plugged in?");
      try (FileChannel line = plug()) {
        say(line, Heard.rmc(0) + Heard.rmc(1));
        assertEquals(1, Heard.fixes(sensor, 1).size());
        assertEquals("", sensor.complaint());
      }
      assertEquals("2026-11-23T12:00:01Z", Heard.fixes(sensor, 1).get(0).at().toString());
      Heard.complaint(sensor, "has nothing more to read");
      try (FileChannel line = plug()) {
        say(line, Heard.rmc(2) + Heard.rmc(3));
        assertEquals("2026-11-23T12:00:02Z", Heard.fixes(sensor, 1).get(0).at().toString());
      }
    }
  }

  @Test
  void a_line_without_whole_sentences_is_told_and_tried_again() throws Exception {
    try (FileChannel line = plug();
        LiveFixes sensor = listen(Telling.EVERY)) {
      say(line, "\u00fe\u0080x\u00ff$");
      Heard.complaint(
          sensor, "no whole sentence is heard; check the wiring, and that the receiver");
      say(line, Heard.rmc(0) + Heard.rmc(1));

      assertEquals(1, Heard.fixes(sensor, 1).size());
    }
  }

  @Test
  void a_device_that_is_not_there_or_is_a_file_is_told_with_what_to_do() throws Exception {
    Files.delete(device);
    try (LiveFixes sensor = listen(Telling.NEWEST)) {
      Heard.complaint(sensor, "serial0 is not there; plug the receiver in");
      Files.writeString(device, Heard.rmc(0) + Heard.rmc(1));
      Heard.complaint(sensor, "is not a serial device; a log is played with type");
      assertEquals(List.of(), sensor.sample(Heard.NOW));
    }
  }

  @Test
  void impossible_dates_are_counted_and_not_told() throws Exception {
    try (FileChannel line = plug();
        LiveFixes sensor = listen(Telling.EVERY)) {
      String late = "GPRMC,120000,A,5057.0780,N,00151.5220,E,,,010130,,,A";
      say(line, NmeaSentenceTest.sealed(late) + "\n" + Heard.rmc(1));

      Heard.complaint(sensor, "left out: 1 fixes with an impossible date");
    }
  }

  @Test
  void a_terminal_is_set_to_its_speed_and_to_bytes_as_they_come() throws Exception {
    Path name = folder.resolve("name");
    // util-linux's script gives its command a pseudo-terminal and types what it reads itself.
    Process script =
        new ProcessBuilder("script", "-qfc", "tty > " + name + "; exec sleep 60", "/dev/null")
            .redirectErrorStream(true)
            .start();
    try (OutputStream line = script.getOutputStream()) {
      Heard.soon().until(() -> Files.exists(name) && Files.readString(name).endsWith("\n"));
      device = Path.of(Files.readString(name).strip());
      try (LiveFixes sensor = listen(Telling.EVERY)) {
        Heard.soon().until(() -> settings().contains("-icanon"));
        assertTrue(settings().contains("speed 38400 baud"), settings());
        line.write((Heard.rmc(0) + Heard.rmc(1)).getBytes(StandardCharsets.US_ASCII));
        line.flush();
        assertEquals(1, Heard.fixes(sensor, 1).size());
        script.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
        Heard.complaint(sensor, device.toString());
      }
    } finally {
      script.descendants().forEach(ProcessHandle::destroyForcibly);
      script.destroyForcibly();
    }
  }

  private String settings() throws IOException {
    Process stty = new ProcessBuilder("stty", "-F", device.toString(), "-a").start();
    try (InputStream said = stty.getInputStream()) {
      return new String(said.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  private LiveFixes listen(Telling telling) {
    return new LiveFixes(new SerialNmea(device, 38_400, Heard.live()), telling, Heard.QUICK)
        .begin();
  }

  /** Open for reading as well, so that it does not wait for the sensor. */
  private FileChannel plug() throws IOException {
    return FileChannel.open(device, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  private static void say(FileChannel line, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    while (bytes.hasRemaining()) {
      line.write(bytes);
    }
  }
}
