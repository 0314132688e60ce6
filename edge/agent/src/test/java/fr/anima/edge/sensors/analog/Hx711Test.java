package fr.anima.edge.sensors.analog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.pi4j.io.gpio.digital.DigitalState;
import fr.anima.edge.sensors.MockPins;
import fr.anima.edge.sensors.Sample;
import fr.anima.edge.sensors.SensorException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class Hx711Test {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final int CLOCK = 5;
  private static final int DATA = 6;
  private static final Weighing WEIGHING = new Weighing(8_000, 21_000, 5, 0.1);

  private final MockPins board = new MockPins();
  private final AtomicLong nanos = new AtomicLong();
  private long pulseNanos = 1_000;
  private int rises;
  private int looksBetween;

  @AfterEach
  void stopPi4j() {
    board.close();
  }

  @Test
  void twenty_four_bits_clocked_out_are_a_weight() throws Exception {
    Hx711 sensor = open();
    chip(260_000);

    Map<String, Double> values = ((Sample.Values) sensor.sample(NOW).get(0)).byQuantity();

    assertEquals(Map.of("feed-weight", 12.0), values);
  }

  @Test
  void readings_below_the_tare_are_negative() throws Exception {
    Hx711 sensor = open();
    chip(-13_000);

    Map<String, Double> values = ((Sample.Values) sensor.sample(NOW).get(0)).byQuantity();

    assertEquals(Map.of("feed-weight", -1.0), values);
  }

  @Test
  void a_clock_that_was_held_up_switches_the_chip_off_and_the_reading_is_thrown_away()
      throws Exception {
    Hx711 sensor = open();
    chip(260_000);
    pulseNanos = 70_000;

    SensorException why = assertThrows(SensorException.class, () -> sensor.sample(NOW));

    assertTrue(String.valueOf(why.getMessage()).contains("the clock was held up"));
  }

  @Test
  void a_chip_that_never_has_a_reading_says_what_to_check() throws Exception {
    board.set(DATA, DigitalState.HIGH);
    Hx711 sensor =
        new Hx711(
            board.pins,
            CLOCK,
            DATA,
            WEIGHING,
            () -> nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(300)));

    SensorException why = assertThrows(SensorException.class, () -> sensor.sample(NOW));

    assertTrue(String.valueOf(why.getMessage()).contains("no reading comes"), why.getMessage());
  }

  @Test
  void a_data_line_that_is_always_low_is_not_a_weight() throws Exception {
    Hx711 sensor = open();

    SensorException why = assertThrows(SensorException.class, () -> sensor.sample(NOW));

    assertTrue(String.valueOf(why.getMessage()).contains("held low"), why.getMessage());
  }

  @Test
  void a_few_readings_far_from_the_middle_do_not_count() throws Exception {
    assertEquals(1.0, WEIGHING.kilograms(List.of(29_000, 28_900, 900_000, 29_100, -70_000)), 1e-9);
  }

  @Test
  void readings_that_scatter_are_no_weight() {
    SensorException why =
        assertThrows(
            SensorException.class,
            () -> WEIGHING.kilograms(List.of(8_000, 50_000, 92_000, 134_000, 176_000)));

    assertTrue(String.valueOf(why.getMessage()).contains("scatter by 8000 g"), why.getMessage());
  }

  @Test
  void an_amplifier_at_its_end_is_no_weight() {
    assertThrows(SensorException.class, () -> WEIGHING.kilograms(List.of(0x7FFFFF)));
    assertThrows(SensorException.class, () -> WEIGHING.kilograms(List.of(-0x800000)));
  }

  @Test
  void a_cell_that_hangs_the_other_way_up_has_a_negative_scale() throws Exception {
    assertEquals(2.0, new Weighing(1_000, -500, 1, 0.1).kilograms(List.of(0)));
  }

  @Test
  void the_sign_is_the_twenty_fourth_bit() {
    assertEquals(-1, Weighing.signed(0xFFFFFF));
    assertEquals(0x7FFFFF, Weighing.signed(0x7FFFFF));
    assertEquals(-0x800000, Weighing.signed(0x800000));
  }

  private Hx711 open() throws SensorException {
    return new Hx711(board.pins, CLOCK, DATA, WEIGHING, this::tick);
  }

  /** Time passes with each look at the clock; at the second after a reading the next one waits. */
  private long tick() {
    boolean isBetween = rises > 0 && rises % 25 == 0;
    looksBetween = isBetween ? looksBetween + 1 : 0;
    if (looksBetween == 2) {
      board.set(DATA, DigitalState.LOW);
    }
    return nanos.addAndGet(pulseNanos);
  }

  /** A chip that puts out a bit at each rise of the clock; after the 25th, data is high. */
  private void chip(int counts) {
    board
        .output(CLOCK)
        .addListener(
            event -> {
              if (event.state() == DigitalState.HIGH) {
                int bit = rises++ % 25;
                boolean isOne = bit == 24 || ((counts >> (23 - bit)) & 1) == 1;
                board.set(DATA, isOne ? DigitalState.HIGH : DigitalState.LOW);
              }
            });
  }
}
