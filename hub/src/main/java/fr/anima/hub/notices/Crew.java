package fr.anima.hub.notices;

import fr.anima.hub.people.Role;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Keepers and administrators as they are now, and who of them is on call. */
record Crew(List<Member> members, Roster roster) {
  /**
   * One of them.
   *
   * @param hasPhone whether a phone of theirs takes notices by Web Push
   */
  record Member(UUID id, String name, Role role, Preferences preferences, boolean hasPhone) {}

  /** Turns of people who are no keepers, or no longer, are turns of nobody. */
  Crew {
    Set<UUID> keepers = ids(members, Role.KEEPER);
    roster = roster.of(keepers::contains);
  }

  List<Member> keepers() {
    return with(Role.KEEPER);
  }

  List<Member> admins() {
    return with(Role.ADMIN);
  }

  /** Whoever is on call; when that is nobody, everybody: an alert must reach a person. */
  List<Member> onDuty(Instant at) {
    return those(roster.onDuty(at));
  }

  /** Whoever comes after those on call. */
  List<Member> next(Instant at) {
    return those(roster.nextAfter(at));
  }

  /** Every keeper; the administrators where there is none. */
  List<Member> everybody() {
    return keepers().isEmpty() ? admins() : keepers();
  }

  List<Member> those(Set<UUID> people) {
    return members.stream().filter(it -> people.contains(it.id())).toList();
  }

  private List<Member> those(Optional<UUID> person) {
    return person.map(it -> those(Set.of(it))).orElseGet(this::everybody);
  }

  private List<Member> with(Role role) {
    return members.stream().filter(it -> it.role() == role).toList();
  }

  private static Set<UUID> ids(List<Member> members, Role role) {
    return members.stream()
        .filter(it -> it.role() == role)
        .map(Member::id)
        .collect(Collectors.toUnmodifiableSet());
  }
}
