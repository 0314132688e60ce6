package fr.anima.hub.history.influx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.history.Point;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlacesTest {
  private static final Instant TEN = Instant.parse("2026-11-23T10:00:00Z");

  @Test
  void samples_of_one_millisecond_stay_in_it_each_at_its_own_nanosecond() {
    Places places = new Places();
    Set<Long> nanos = new HashSet<>();

    for (long sequence = 999_000; sequence < 1_009_000; sequence++) {
      nanos.add(places.place(point(7, sequence)).orElseThrow().nanos());
    }

    assertEquals(10_000, nanos.size());
    assertTrue(nanos.stream().allMatch(it -> InfluxQl.millisecond(it).equals(TEN)));
  }

  @Test
  void a_place_that_another_boot_has_taken_is_not_taken_from_it() {
    Point one = point(1, 1);
    Point other = point(1_000_001, 1);
    assertEquals(Places.preferred(one.identity()), Places.preferred(other.identity()));
    Places places = new Places();

    long first = places.place(one).orElseThrow().nanos();
    long second = places.place(other).orElseThrow().nanos();

    assertNotEquals(first, second);
    assertEquals(List.of(), again(places, one, other));
  }

  @Test
  void what_the_store_has_already_is_found_where_it_was_put_aside() {
    Point one = point(1, 1);
    Point other = point(1_000_001, 1);
    Places before = new Places();
    before.place(one);
    before.place(other);

    Places now = new Places();
    before.all().forEach(it -> now.found(it.nanos(), it.point()));

    assertEquals(List.of(), again(now, other, one));
  }

  private static List<Places.Placed> again(Places places, Point... points) {
    List<Places.Placed> anew = new ArrayList<>();
    for (Point point : points) {
      places.place(point).ifPresent(anew::add);
    }
    return anew;
  }

  private static Point point(long boot, long sequence) {
    return new Point(
        "conditions",
        "barn",
        TEN,
        TEN,
        new Point.Identity("pi", boot, sequence),
        false,
        Map.of("temperature", 1.0));
  }
}
