package fr.anima.edge.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fr.anima.edge.configuration.Connection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class I2cAdviceTest {
  private static final Outcome FAILED = Outcome.wrong("register 0xd0 does not answer");
  private static final Connection.I2c BME280 = new Connection.I2c(1, 0x76, 0x76, 0x77, 12, true);

  @Test
  void the_other_address_of_the_same_kind_is_offered_with_its_line() {
    Outcome advised = I2cAdvice.on(FAILED, BME280, answering(0x77), Set.of(0x76));

    assertEquals(
        "nothing answers at 0x76; check its plug, power and ground. At 0x77 there is one that the"
            + " file does not name: if this is it, write address = 0x77 in line 12",
        advised.words());
  }

  @Test
  void an_address_that_another_sensor_of_the_file_has_is_not_offered() {
    Outcome advised = I2cAdvice.on(FAILED, BME280, answering(0x77), Set.of(0x76, 0x77));

    assertEquals("nothing answers at 0x76; check its plug, power and ground", advised.words());
  }

  @Test
  void a_device_that_answers_and_does_not_work_keeps_its_own_words() {
    Outcome wrongChip = Outcome.wrong("chip id 0x61, expected 0x60 (BME280)");

    assertEquals(wrongChip, I2cAdvice.on(wrongChip, BME280, answering(0x76), Set.of(0x76)));
  }

  @Test
  void nothing_is_concluded_from_a_bus_that_hangs_or_for_a_sensor_that_is_well() {
    Outcome well = Outcome.well("temperature 20.0 °C");

    assertEquals(FAILED, I2cAdvice.on(FAILED, BME280, BusScan.hung(1), Set.of(0x76)));
    assertEquals(well, I2cAdvice.on(well, BME280, answering(), Set.of(0x76)));
  }

  private static BusScan answering(Integer... addresses) {
    return new BusScan(1, new TreeSet<>(List.of(addresses)), true);
  }
}
