package fr.anima.hub.animals;

import fr.anima.hub.animals.alerts.Enclosure;
import fr.anima.hub.animals.alerts.Limit;
import fr.anima.hub.animals.limits.EnclosureForm;
import fr.anima.hub.eventlog.Arrival;
import fr.anima.hub.eventlog.Json;
import fr.anima.wire.Measurement;
import fr.anima.wire.Readings;
import fr.anima.wire.Stamp;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The alerts of one enclosure's messages, computed again in the plainest way there is. */
public final class AlertOracle {
  private final Enclosure enclosure;
  private final Ear ear;
  private final Map<Limit, Watch> watches = new HashMap<>();

  /** Hears of alerts, in order; times are measured. */
  public interface Ear {
    /** Danger since then lasted long enough at that time. */
    void raised(String quantity, Instant since, Instant at);

    /** The latest alert of that quantity is over. */
    void cleared(String quantity, Instant at);
  }

  private static final class Watch {
    @Nullable Instant newest;
    @Nullable Instant dangerSince;
    @Nullable Instant safeSince;
    boolean ringing;
  }

  private AlertOracle(Enclosure enclosure, Ear ear) {
    this.enclosure = enclosure;
    this.ear = ear;
  }

  /** For an enclosure as its form describes it. */
  public static AlertOracle of(String id, String form, Ear ear) {
    byte[] bytes = form.getBytes(StandardCharsets.UTF_8);
    return new AlertOracle(Json.read(bytes, EnclosureForm.class).of(id), ear);
  }

  /**
   * "raised quantity since at" and "cleared quantity at", in order; what came twice counts once.
   */
  static List<String> news(Enclosure enclosure, List<Arrival> arrivals) {
    Set<String> seen = new HashSet<>();
    List<String> news = new ArrayList<>();
    AlertOracle oracle = new AlertOracle(enclosure, new Words(news));
    for (Arrival each : arrivals) {
      Stamp stamp = each.message().stamp();
      String identity = stamp.station() + " " + stamp.boot() + " " + stamp.sequence();
      if (each.place().equals(enclosure.id()) && seen.add(identity)) {
        oracle.take((Readings) each.message());
      }
    }
    return news;
  }

  private record Words(List<String> news) implements Ear {
    @Override
    public void raised(String quantity, Instant since, Instant at) {
      news.add("raised " + quantity + " " + since + " " + at);
    }

    @Override
    public void cleared(String quantity, Instant at) {
      news.add("cleared " + quantity + " " + at);
    }
  }

  /** The next message of the enclosure; each once. */
  public void take(Readings message) {
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
      ear.cleared(limit.quantity().word(), at);
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
        ear.raised(limit.quantity().word(), watch.dangerSince, at);
      }
    }
  }
}
