package fr.anima.hub.stations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.stations.StationRegistry.Entry;
import fr.anima.wire.StationId;
import fr.anima.wire.StationKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StationRegistryTest {
  private final StationRegistry registry = new StationRegistry();
  private final List<String> revoked = new ArrayList<>();

  StationRegistryTest() {
    registry.onRevoked(it -> revoked.add(it.value()));
  }

  @Test
  void a_slower_reading_of_the_table_turns_out_nobody_who_was_added_meanwhile() {
    long periodic = registry.turn();
    long afterAdding = registry.turn();

    registry.replace(afterAdding, List.of(entry("goats"), entry("hens")));
    registry.replace(periodic, List.of(entry("goats")));

    assertTrue(registry.station(new StationId("hens")).isPresent());
    assertEquals(List.of(), revoked);
  }

  @Test
  void whoever_is_no_longer_in_a_later_reading_may_not_speak() {
    registry.replace(List.of(entry("goats"), entry("hens")));
    registry.replace(List.of(entry("goats")));

    assertTrue(registry.station(new StationId("hens")).isEmpty());
    assertEquals(List.of("hens"), revoked);
  }

  private static Entry entry(String id) {
    return new Entry(new StationId(id), StationKind.ENCLOSURE, id, "hash", Optional.empty());
  }
}
