package fr.anima.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fr.anima.hub.people.Role;
import fr.anima.hub.people.Viewer;
import fr.anima.hub.web.Access;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Every operation times everybody who might call it: what was declared is what is meant. Give it
 * what rooms declared; it needs no list of its own but the one of who is meant.
 */
final class AccessMatrix {
  static final String EVERYONE = "everyone";

  private AccessMatrix() {}

  /** One test for each operation: exactly those roles are admitted, and nobody else. */
  static Stream<DynamicTest> of(Map<String, Access> declared, Map<String, String> meant) {
    Stream<DynamicTest> complete =
        Stream.of(
            DynamicTest.dynamicTest(
                "every operation is in the table of who is meant",
                () ->
                    assertEquals(new TreeSet<>(meant.keySet()), new TreeSet<>(declared.keySet()))));
    return Stream.concat(
        complete,
        new TreeMap<>(declared)
            .entrySet().stream()
                .map(
                    it ->
                        DynamicTest.dynamicTest(
                            it.getKey() + " is for " + meant.get(it.getKey()),
                            () ->
                                assertEquals(
                                    sorted(meant.getOrDefault(it.getKey(), "nobody")),
                                    admitted(it.getValue())))));
  }

  static Viewer viewer(Role role) {
    Optional<String> scope = role == Role.MERCHANT ? Optional.of("bakery") : Optional.empty();
    UUID id = UUID.nameUUIDFromBytes(role.word().getBytes(StandardCharsets.UTF_8));
    return new Viewer(id, role.word(), role, scope, Instant.MAX);
  }

  private static String admitted(Access access) {
    if (access.admits(Optional.empty())) {
      return EVERYONE;
    }
    return sorted(
        Arrays.stream(Role.values())
            .filter(it -> access.admits(Optional.of(viewer(it))))
            .map(Role::word)
            .collect(Collectors.joining(" ")));
  }

  private static String sorted(String roles) {
    return Arrays.stream(roles.split(" ")).sorted().collect(Collectors.joining(" "));
  }
}
