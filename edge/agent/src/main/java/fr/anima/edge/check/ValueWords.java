package fr.anima.edge.check;

import fr.anima.edge.sensors.Sample;
import fr.anima.wire.Measurement;
import fr.anima.wire.Quantity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A sample as somebody reads it.
 *
 * @param values with their units; empty when none was possible
 * @param impossible what the hub would refuse, each with the reason
 */
record ValueWords(String values, List<String> impossible) {
  static ValueWords of(Sample sample) {
    if (sample instanceof Sample.Values values) {
      return of(values.byQuantity());
    }
    if (sample instanceof Sample.Fix fix) {
      return new ValueWords(place(fix), List.of());
    }
    Sample.Count count = (Sample.Count) sample;
    long minutes = Duration.between(count.from(), count.at()).toMinutes();
    return new ValueWords(
        count.in() + " in, " + count.out() + " out, in " + minutes + " minutes", List.of());
  }

  private static ValueWords of(Map<String, Double> byQuantity) {
    List<String> values = new ArrayList<>();
    List<String> impossible = new ArrayList<>();
    byQuantity.forEach(
        (word, value) -> {
          try {
            values.add(words(new Measurement(Quantity.ofWord(word), value)));
          } catch (IllegalArgumentException why) {
            impossible.add(String.valueOf(why.getMessage()));
          }
        });
    return new ValueWords(String.join(", ", values), impossible);
  }

  private static String words(Measurement it) {
    String name = it.quantity().word().replace('-', ' ');
    boolean isOn = it.value() == 1;
    return switch (it.quantity()) {
      case DOOR -> isOn ? "the door is open" : "the door is closed";
      case MOTION -> isOn ? "motion" : "no motion";
      case OUTPUT -> isOn ? "on" : "off";
      case TEMPERATURE, BOX_TEMPERATURE -> name + number(" %.1f °C", it);
      case HUMIDITY, WATER_LEVEL, BATTERY -> name + number(" %.0f %%", it);
      case PRESSURE -> name + number(" %.1f hPa", it);
      case AMMONIA -> name + number(" %.1f ppm", it);
      case CARBON_DIOXIDE -> name + number(" %.0f ppm", it);
      case FEED_WEIGHT -> name + number(" %.2f kg", it);
      case LIGHT -> name + number(" %.0f lx", it);
      case SOUND -> name + number(" %.1f dBA", it);
    };
  }

  private static String number(String format, Measurement it) {
    return String.format(Locale.ROOT, format, it.value());
  }

  private static String place(Sample.Fix fix) {
    String place =
        String.format(Locale.ROOT, "%.5f, %.5f", fix.latitudeDegrees(), fix.longitudeDegrees());
    return fix.satellites().isPresent()
        ? place + ", " + fix.satellites().getAsInt() + " satellites"
        : place;
  }
}
