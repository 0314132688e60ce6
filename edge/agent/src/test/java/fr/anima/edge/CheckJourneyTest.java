package fr.anima.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.pi4j.io.gpio.digital.DigitalState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code anima-edge check} prints, from the file to the last line. */
class CheckJourneyTest {
  private static final String SHT =
      """
      [[sensor]]
      name = "climate"
      type = "sht4x"
      address = 0x44
      """;
  private static final String ADS =
      """
      [[sensor]]
      name = "ammonia"
      type = "ads1115"
      [[sensor.input]]
      pin = "0"
      quantity = "ammonia"
      table = [[0, 0], [2.5, 100]]
      """;
  private static final String DOOR =
      """
      [[sensor]]
      name = "door"
      type = "contact"
      pin = 17
      quantity = "door"
      """;
  private static final String FAN =
      """
      [[sensor]]
      name = "fan"
      type = "output"
      pin = 27
      watch = "climate"
      quantity = "temperature"
      on_at = 28
      off_at = 26
      """;

  @TempDir Path folder;

  private CheckedPi pi;

  @BeforeEach
  void aPi() throws IOException {
    pi = new CheckedPi(folder);
  }

  @AfterEach
  void stop() throws IOException {
    pi.close();
  }

  @Test
  void all_is_well() throws Exception {
    pi.with("dev/i2c-1").with("dev/gpiochip0").with("dev/serial0");
    pi.i2c.sht4x(0x44).ads1115(0x48);
    pi.board.set(17, DigitalState.HIGH);

    int status = pi.check("enclosure", SHT + ADS + DOOR + FAN);

    assertEquals(
        """
        The file has no mistakes: station goat-barn, enclosure, 4 sensors.

        This machine has
          I2C buses       i2c-1
          1-Wire devices  none
          GPIO chips      gpiochip0
          serial ports    serial0

        On I2C bus 1 answers, when it is read
          0x48  may be an ADS1115 or ADS1015
                An SHT or SCD4x may not show here; it is asked below.

        Each sensor, asked once (some take 10 s)
          ok  climate  sht4x    humidity 31 %, temperature 25.4 °C
          ok  ammonia  ads1115  ammonia 50.0 ppm
          ok  door     contact  the door is open
          ok  fan      output   not switched by this check; GPIO 27, by temperature of
                                climate

        The hub, tcp://127.0.0.1:1883
          ok  can be reached; whether it takes the key is not tried

        All sensors work.
        The hub can be reached.
        """,
        pi.said());
    assertEquals(0, status);
    assertEquals(List.of(0x44, 0x48), pi.i2c.written());
    assertThrows(IllegalStateException.class, () -> pi.board.output(27), "the fan's pin is open");
    assertFalse(Files.exists(folder.resolve("spool")), "the journal was touched");
  }

  @Test
  void a_silent_address_gets_the_line_where_the_right_one_belongs() throws Exception {
    pi.with("dev/i2c-1");
    pi.i2c.ads1115(0x49);

    int status = pi.check("enclosure", ADS + SHT);

    assertTrue(
        pi.said()
            .endsWith(
                """
        On I2C bus 1 answers, when it is read
          0x49  may be an ADS1115 or ADS1015
                An SHT or SCD4x may not show here; it is asked below.

        Each sensor, asked once (some take 10 s)
          !!  ammonia  ads1115  nothing answers at 0x48; check its plug, power and
                                ground. At 0x49 there is one that the file does not
                                name: if this is it, add the line address = 0x49 below
                                line 7
          !!  climate  sht4x    sht4x on bus 1 at 0x44: does not answer (Remote I/O
                                error); check wiring and address with i2cdetect -y 1. If
                                its board is set to another address, write address =
                                0x45 in line 17

        The hub, tcp://127.0.0.1:1883
          ok  can be reached; whether it takes the key is not tried

        2 of 2 sensors do not work: ammonia, climate.
        The hub can be reached.
        """),
        pi.said());
    assertEquals(1, status);
    assertFalse(pi.i2c.written().contains(0x49), "an address that nobody named was written to");
  }

  @Test
  void what_is_switched_off_is_told_with_how_to_switch_it_on() throws Exception {
    int status = pi.withoutHub().check("enclosure", SHT + DOOR + probe());

    assertEquals(
        """
        The file has no mistakes: station goat-barn, enclosure, 3 sensors.

        This machine has
          I2C buses       none
          1-Wire devices  none
          GPIO chips      none
          serial ports    none
          !!  I2C is off (for climate). Switch it on: sudo raspi-config nonint do_i2c 0,
              then: sudo reboot
          !!  There are no GPIO pins (for door). Is this a Raspberry Pi? Its pins would
              be seen as /dev/gpiochip0.
          !!  1-Wire is off (for probe). Switch it on: sudo raspi-config nonint
              do_onewire 0, then: sudo reboot

        Each sensor, asked once (some take 10 s)
          !!  climate  sht4x    not asked, see above: I2C is off
          !!  door     contact  not asked, see above: There are no GPIO pins
          !!  probe    ds18b20  not asked, see above: 1-Wire is off

        The hub, tcp://127.0.0.1:1883
          !!  127.0.0.1 is there, but nothing listens at port 1883; is the hub running,
              is the port right?

        3 of 3 sensors do not work: climate, door, probe.
        The hub cannot be reached; readings are kept here until it can.
        """,
        pi.said());
    assertEquals(1, status);
  }

  @Test
  void another_bus_than_the_file_says_is_named() throws Exception {
    pi.with("dev/i2c-2").with("dev/i2c-10").check("enclosure", SHT);

    assertTrue(
        pi.said()
            .contains(
                """
                  I2C buses       i2c-2, i2c-10
                """),
        pi.said());
    assertTrue(pi.said().contains("There is no I2C bus 1 (for climate). This machine has i2c-2,"));
  }

  @Test
  void a_hanging_device_is_left_and_the_others_are_asked() throws Exception {
    pi.with("dev/i2c-1").with("dev/gpiochip0");
    pi.i2c.hanging(0x44);
    pi.patient(Duration.ofSeconds(2));

    int status = pi.check("enclosure", SHT + DOOR);

    assertTrue(
        pi.said()
            .contains(
                """
        On I2C bus 1 answers, when it is read
          !!  the bus hangs: unplug its devices one by one until it does not

        Each sensor, asked once (some take 2 s)
          !!  climate  sht4x    hangs: no answer for 2 s; take its power away for a
                                moment, check its wires
          ok  door     contact  the door is closed
        """),
        pi.said());
    assertEquals(1, status);
  }

  @Test
  void a_value_that_cannot_be_is_told_as_one() throws Exception {
    // 110 °C, which the device can say and the air cannot have.
    pi.with(
        "sys/bus/w1/devices/28-0000075641ac/w1_slave", "e0 06 4b 46 7f ff 0c 10 35 : crc=35 YES\n");

    int status = pi.check("enclosure", probe());

    assertTrue(pi.said().contains("  1-Wire devices  28-0000075641ac\n"), pi.said());
    assertTrue(
        pi.said()
            .contains(
                """
                  !!  probe  ds18b20  temperature 110.0 is not possible; expected -60.0 to 100.0
                                      Cel
                """),
        pi.said());
    assertEquals(1, status);
  }

  @Test
  void a_station_without_hardware_is_asked_too() throws Exception {
    pi.with("rows.csv", "when,n\n2026-11-23 09:00:00,7.25\nnever,8\n");

    int status =
        pi.check(
            "enclosure",
            """
            [[sensor]]
            name = "invented"
            type = "simulated"
            quantity.door = { mean = 0 }
            [[sensor]]
            name = "played"
            type = "recorded-readings"
            file = "rows.csv"
            time = "when"
            pattern = "yyyy-MM-dd HH:mm:ss"
            columns = { n = "temperature" }
            """);

    assertTrue(
        pi.said()
            .contains(
                """
          ok  invented  simulated          the door is closed
          ok  played    recorded-readings  temperature 7.3 °C; 1 rows of rows.csv
                                           unreadable, first in line 3: Text 'never'
                                           could not be parsed at index 0
        """),
        pi.said());
    assertEquals(0, status);
  }

  @Test
  void beams_are_told_as_they_are_now() throws Exception {
    pi.with("dev/gpiochip0");
    pi.board.set(23, DigitalState.HIGH);

    int status =
        pi.check(
            "counter",
            """
            [[sensor]]
            name = "gate"
            type = "beam-pair"
            outer_pin = 23
            inner_pin = 24
            """);

    assertTrue(
        pi.said().contains("gate  beam-pair  the outer beam is free, the inner one broken"),
        pi.said());
    assertEquals(0, status);
  }

  @Test
  void a_receiver_is_told_apart_from_the_program_that_looks_after_it() throws Exception {
    int status =
        pi.check(
            "bike",
            """
            [[sensor]]
            name = "wired"
            type = "serial-nmea"
            device = "/dev/serial0"
            [[sensor]]
            name = "shared"
            type = "gpsd"
            port = 1
            """);

    assertTrue(
        pi.said()
            .contains(
                """
          !!  /dev/serial0 is missing (for wired). Plug the receiver in. If it is wired
              to the pins: sudo raspi-config, Interface Options, Serial Port, login
              shell: no, hardware: yes; then: sudo reboot
          !!  gpsd at 127.0.0.1:1 does not answer (for shared). Install and start it:
              sudo apt install gpsd, then: sudo systemctl start gpsd
        """),
        pi.said());
    assertEquals(1, status);
  }

  @Test
  void an_agent_that_runs_is_named_with_what_it_means() throws Exception {
    pi.with("spool/journal/cursor");
    Object inode = Files.getAttribute(folder.resolve("spool/journal/cursor"), "unix:ino");
    pi.with("proc/locks", "1: POSIX  ADVISORY  WRITE 3568 fd:00:" + inode + " 0 EOF\n");

    pi.check("enclosure", SHT);

    assertTrue(pi.said().contains("The agent runs (process 3568) and goes on."), pi.said());
  }

  @Test
  void a_wrong_file_ends_with_two_and_nothing_is_asked() throws Exception {
    int status = pi.check("enclosure", SHT.replace("0x44", "0x50"));

    assertEquals(
        "station.toml:10: sensor 1: address = 80; write a whole number from 68 to 70\n", pi.said());
    assertEquals(2, status);
  }

  private String probe() {
    return """
        [[sensor]]
        name = "probe"
        type = "ds18b20"
        directory = "%s/sys/bus/w1/devices"
        """
        .formatted(folder);
  }
}
