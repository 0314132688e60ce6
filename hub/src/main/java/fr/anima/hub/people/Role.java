package fr.anima.hub.people;

import fr.anima.hub.web.Access;
import fr.anima.hub.web.Caller;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a person does here. One person, one role; customers have none, they hold a link. */
public enum Role {
  /** Watches the enclosures. */
  KEEPER,
  /** Assigns deliveries to bikes. */
  DISPATCHER,
  /** Rides. */
  COURIER,
  /** Sells: the scope names the merchant. */
  MERCHANT,
  /** Reads the town's footfall, and nothing about any person. */
  OFFICIAL,
  /** Runs the installation. */
  ADMIN;

  /** Only people of these roles. */
  public static Access only(Role first, Role... others) {
    Set<Role> admitted = EnumSet.of(first, others);
    return new Access() {
      @Override
      public boolean admits(Optional<Caller> caller) {
        return caller
            .filter(it -> it instanceof Viewer v && admitted.contains(v.role()))
            .isPresent();
      }

      @Override
      public String words() {
        return admitted.stream().map(Role::word).collect(Collectors.joining(", "));
      }
    };
  }

  /** Everybody who is signed in. */
  public static Access anyone() {
    return only(KEEPER, DISPATCHER, COURIER, MERCHANT, OFFICIAL, ADMIN);
  }

  /** The word used in the contract. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
