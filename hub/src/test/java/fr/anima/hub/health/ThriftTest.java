package fr.anima.hub.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fr.anima.hub.health.DiskRoom.Level;
import fr.anima.hub.health.Thrift.Kept;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ThriftTest {
  private static final Instant START = Instant.parse("2027-03-01T10:00:00Z");

  private final List<Kept> forgotten = new ArrayList<>();
  private Instant now = START;

  @Test
  void the_longer_there_is_little_room_the_less_is_kept_but_never_less_than_a_day_and_a_week() {
    Thrift thrift = new Thrift(kept(31, 90), forgotten::add);

    pass(thrift, Level.LOW, Duration.ofMinutes(30));

    assertEquals(
        List.of(kept(14, 90), kept(7, 60), kept(3, 30), kept(1, 14), kept(1, 7)),
        forgotten.stream().distinct().toList());
    assertEquals(
        "; the log keeps messages for a day; history keeps measurements for 7 days, until there"
            + " is room",
        thrift.words());
  }

  @Test
  void the_last_step_is_done_again_as_long_as_there_is_little_room() {
    Thrift thrift = new Thrift(kept(1, 7), forgotten::add);

    pass(thrift, Level.FULL, Duration.ofMinutes(30));

    assertEquals(List.of(), forgotten, "nothing is kept for longer than the least");
    thrift = new Thrift(kept(2, 7), forgotten::add);
    pass(thrift, Level.FULL, Duration.ofMinutes(9));
    assertEquals(List.of(kept(1, 7), kept(1, 7), kept(1, 7)), forgotten);
  }

  @Test
  void each_step_has_the_time_that_files_take_to_go() {
    Thrift thrift = new Thrift(kept(31, 90), forgotten::add);

    pass(thrift, Level.LOW, Thrift.STEP);

    assertEquals(List.of(kept(14, 90)), forgotten);
  }

  @Test
  void with_room_again_it_is_as_usual_and_begins_anew_when_there_is_little() {
    Thrift thrift = new Thrift(kept(31, 90), forgotten::add);
    pass(thrift, Level.LOW, Duration.ofMinutes(10));

    pass(thrift, Level.ENOUGH, Duration.ofSeconds(1));

    assertEquals(kept(31, 90), thrift.now());
    assertEquals("", thrift.words());
    pass(thrift, Level.LOW, Duration.ofSeconds(1));
    assertEquals(kept(14, 90), thrift.now());
  }

  @Test
  void what_lies_elsewhere_is_kept_as_long_as_ever() {
    Thrift thrift =
        new Thrift(new Kept(Optional.empty(), Optional.of(Duration.ofDays(90))), forgotten::add);

    pass(thrift, Level.LOW, Duration.ofMinutes(30));

    assertEquals(
        List.of(Optional.<Duration>empty()), forgotten.stream().map(Kept::log).distinct().toList());
    Thrift nothing =
        new Thrift(new Kept(Optional.empty(), Optional.empty()), it -> forgotten.clear());
    pass(nothing, Level.LOW, Duration.ofMinutes(30));
    assertEquals("", nothing.words());
  }

  private void pass(Thrift thrift, Level level, Duration time) {
    for (long second = 0; second < time.toSeconds(); second++) {
      thrift.look(level, now);
      now = now.plusSeconds(1);
    }
  }

  private static Kept kept(int logDays, int sampleDays) {
    return new Kept(
        Optional.of(Duration.ofDays(logDays)), Optional.of(Duration.ofDays(sampleDays)));
  }
}
