package fr.anima.hub.animals;

import fr.anima.hub.eventlog.Arrival;
import fr.anima.wire.Measurement;
import fr.anima.wire.Readings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The alerts of a list of messages, computed again in the plainest way there is. */
final class AlertOracle {
  private final Enclosure enclosure;
  private final Set<String> seen = new HashSet<>();
  private final Map<Limit, Watch> watches = new HashMap<>();
  private final List<String> news = new ArrayList<>();

  private static final class Watch {
    @Nullable Instant newest;
    @Nullable Instant dangerSince;
    @Nullable Instant safeSince;
    boolean ringing;
  }

  private AlertOracle(Enclosure enclosure) {
    this.enclosure = enclosure;
  }

  /** "raised quantity since at" and "cleared quantity at", in order. */
  static List<String> news(Enclosure enclosure, List<Arrival> arrivals) {
    AlertOracle oracle = new AlertOracle(enclosure);
    arrivals.forEach(oracle::take);
    return oracle.news;
  }

  private void take(Arrival arrival) {
    Readings message = (Readings) arrival.message();
    String identity =
        message.station() + " " + message.stamp().boot() + " " + message.stamp().sequence();
    if (!arrival.place().equals(enclosure.id()) || !seen.add(identity)) {
      return;
    }
    for (Measurement value : message.values()) {
      for (Limit limit : enclosure.limits()) {
        if (limit.quantity() == value.quantity()) {
          take(limit, message.measuredAt(), value.value());
        }
      }
    }
  }

  private void take(Limit limit, Instant at, double value) {
    Watch watch = watches.computeIfAbsent(limit, it -> new Watch());
    double sign = limit.side() == Limit.Side.ABOVE ? 1 : -1;
    boolean danger = sign * value >= sign * limit.raiseAt();
    boolean safe = sign * value <= sign * limit.clearAt();
    if (watch.newest != null
        && (at.isBefore(watch.newest) || (at.equals(watch.newest) && !danger))) {
      return;
    }
    double period = enclosure.expectedEverySeconds().getOrDefault(limit.quantity().word(), 0.0);
    if (watch.newest != null && at.toEpochMilli() - watch.newest.toEpochMilli() > 2000 * period) {
      watch.safeSince = null;
      watch.dangerSince = watch.ringing ? watch.dangerSince : null;
    }
    watch.newest = at;
    if (watch.ringing) {
      ringing(limit, watch, at, safe);
    } else {
      quiet(limit, watch, at, danger, safe);
    }
  }

  private void ringing(Limit limit, Watch watch, Instant at, boolean safe) {
    if (!safe) {
      watch.safeSince = null;
      return;
    }
    watch.safeSince = watch.safeSince == null ? at : watch.safeSince;
    if (!at.isBefore(watch.safeSince.plusSeconds(limit.clearAfterSeconds()))) {
      watch.ringing = false;
      watch.safeSince = null;
      watch.dangerSince = null;
      news.add("cleared " + limit.quantity().word() + " " + at);
    }
  }

  private void quiet(Limit limit, Watch watch, Instant at, boolean danger, boolean safe) {
    if (safe) {
      watch.dangerSince = null;
    }
    if (danger) {
      watch.dangerSince = watch.dangerSince == null ? at : watch.dangerSince;
      if (!at.isBefore(watch.dangerSince.plusSeconds(limit.raiseAfterSeconds()))) {
        watch.ringing = true;
        news.add("raised " + limit.quantity().word() + " " + watch.dangerSince + " " + at);
      }
    }
  }
}
