package fr.anima.hub.animals.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fr.anima.hub.animals.alerts.AlertSignal;
import fr.anima.wire.Quantity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The rules on recorded real sensors, by what is known of these: told, missed, told for nothing.
 */
class RecordedClimateTest {
  @Test
  void of_eighteen_sensors_of_a_house_only_the_broken_one_is_doubted_and_in_all_its_faults()
      throws IOException {
    List<String> lines = RecordedClimate.lines(RecordedClimate.HOUSE);
    List<String> names = Arrays.asList(lines.get(0).split(",", -1));
    int faults = 0;
    int found = 0;
    int doubted = 0;
    int alarms = 0;
    for (String name : names.stream().filter(it -> it.matches("(T|RH_)[1-9]")).toList()) {
      Quantity quantity = name.startsWith("T") ? Quantity.TEMPERATURE : Quantity.HUMIDITY;
      Watched<Suspicion.Notes> place =
          new Watched<>(new Suspicion(), Map.of(quantity.word(), 600.0));
      for (int i = 1; i < lines.size(); i++) {
        double value = Double.parseDouble(lines.get(i).split(",", -1)[names.indexOf(name)]);
        place.hears(i * 600, name, quantity, value);
        boolean isFault = name.equals("RH_6") && value <= 2;
        faults += isFault ? 1 : 0;
        doubted += place.isDoubted(quantity) ? 1 : 0;
        found += isFault && place.isDoubted(quantity) ? 1 : 0;
      }
      alarms += (int) place.news().stream().filter(RecordedClimateTest::isRaised).count();
    }
    System.out.printf(
        "house: %d faulty readings, %d doubted, %d of them rightly, %d alarms in %d days%n",
        faults, doubted, found, alarms, lines.size() / 144);

    assertEquals(30, faults, "as the data's description says");
    assertEquals(faults, found, "missed");
    assertEquals(doubted, found, "doubted for nothing");
  }

  @Test
  void every_gap_of_a_room_of_an_hourly_sensor_is_silence_once_and_nothing_else_is()
      throws IOException {
    List<Long> seconds = new ArrayList<>();
    Watched<Roll> room = new Watched<>(new Silence(), Map.of("temperature", 3600.0));
    List<String> lines = RecordedClimate.lines(RecordedClimate.ROOM);
    long first = RecordedClimate.second(lines.get(1));
    for (String line : lines.subList(1, lines.size())) {
      long at = RecordedClimate.second(line) - first;
      double celsius = (Double.parseDouble(line.split(",", -1)[1]) - 32) / 1.8;
      room.passes((int) at);
      room.hears((int) at, "room", Quantity.TEMPERATURE, celsius);
      seconds.add(at);
    }
    long gaps = 0;
    for (int i = 1; i < seconds.size(); i++) {
      gaps += seconds.get(i) - seconds.get(i - 1) > 3 * 3600 + 10 ? 1 : 0;
    }
    long told = room.news().stream().filter(RecordedClimateTest::isRaised).count();
    System.out.printf(
        "room: %d gaps of more than three hours, %d told, in %d days%n",
        gaps, told, seconds.get(seconds.size() - 1) / 86_400);

    assertEquals(gaps, told);
  }

  private static boolean isRaised(AlertSignal signal) {
    return signal.clearedAt().isEmpty() && signal.regraded().isEmpty();
  }
}
