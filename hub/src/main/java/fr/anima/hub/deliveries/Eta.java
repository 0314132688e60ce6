package fr.anima.hub.deliveries;

import fr.anima.hub.bikes.Bikes.Place;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * When a bike will be there. Plain on purpose: straight lines stretched to streets, a steady pace
 * and a fixed time at each door.
 */
final class Eta {
  /** Streets are longer than straight lines. */
  private static final double DETOUR = 1.4;

  /** A loaded cargo bike in town, about 14 km/h. */
  private static final double METRES_PER_SECOND = 4;

  private static final Duration AT_A_DOOR = Duration.ofMinutes(3);
  private static final Duration UNSURE = Duration.ofMinutes(5);
  private static final Duration NARROWEST = Duration.ofMinutes(10);
  private static final double EARTH_RADIUS_METRES = 6_371_008.8;

  private Eta() {}

  /**
   * Seconds between the predicted arrival and the end of the slot, negative when late; empty when
   * it is over or somebody must decide first. Other deliveries on the same bike are not looked at.
   */
  static OptionalLong marginSeconds(Delivery delivery, Instant now) {
    return arrival(delivery, now)
        .map(it -> Duration.between(it, delivery.order().slot().until()).toSeconds())
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  /** When its customer can expect it, riding from now. */
  static Optional<Instant> arrival(Delivery delivery, Instant now) {
    return switch (delivery.state()) {
      case DELIVERED, CANCELLED, FAILED -> Optional.empty();
      case PLANNED, ASSIGNED, UNDER_WAY -> Optional.of(ridden(delivery, now));
    };
  }

  /** The range told to the customer: the slot until the bike's way to them is known. */
  static Window window(Window slot, Optional<Place> bike, Stop.Spot to, Instant now) {
    if (bike.isEmpty()) {
      return slot;
    }
    Instant expected = now.plus(ride(metres(bike.get(), to)));
    Instant from = later(now, expected.minus(UNSURE)).truncatedTo(ChronoUnit.MINUTES);
    Instant until = later(from.plus(NARROWEST), expected.plus(UNSURE));
    return new Window(from, up(until));
  }

  private static Instant ridden(Delivery delivery, Instant now) {
    List<Stop> ahead =
        delivery
            .live()
            .filter(Stop::open)
            .sorted(Comparator.comparing(Stop::kind).thenComparing(Stop::position))
            .toList();
    Optional<Stop> at =
        delivery
            .live()
            .filter(it -> it.finishedAt().isPresent())
            .max(Comparator.comparing(it -> it.finishedAt().orElseThrow()));
    Instant time = now;
    for (Stop next : ahead) {
      if (at.isPresent()) {
        time = time.plus(ride(metres(at.get().spot(), next.spot())));
      }
      if (next.kind() == Stop.Kind.PICKUP) {
        time = later(time, next.load().readyAt().orElse(time)).plus(AT_A_DOOR);
      }
      at = Optional.of(next);
    }
    return time;
  }

  private static Duration ride(double metres) {
    return Duration.ofSeconds(Math.round(metres * DETOUR / METRES_PER_SECOND));
  }

  private static double metres(Place from, Stop.Spot to) {
    return metres(
        from.latitudeDegrees(),
        from.longitudeDegrees(),
        to.latitudeDegrees(),
        to.longitudeDegrees());
  }

  private static double metres(Stop.Spot from, Stop.Spot to) {
    return metres(
        from.latitudeDegrees(),
        from.longitudeDegrees(),
        to.latitudeDegrees(),
        to.longitudeDegrees());
  }

  /** Within a town the Earth is flat enough: error below 0.1 % at 10 km. */
  private static double metres(
      double latitude, double longitude, double otherLatitude, double otherLongitude) {
    double middle = Math.toRadians((latitude + otherLatitude) / 2);
    double north = Math.toRadians(otherLatitude - latitude);
    double east = Math.toRadians(otherLongitude - longitude) * Math.cos(middle);
    return EARTH_RADIUS_METRES * Math.hypot(north, east);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant up(Instant it) {
    Instant minute = it.truncatedTo(ChronoUnit.MINUTES);
    return minute.equals(it) ? it : minute.plus(Duration.ofMinutes(1));
  }

  /** From when until when. */
  record Window(Instant from, Instant until) {}
}
