package fr.anima.hub.animals;

import fr.anima.hub.animals.alerts.AlertSignal;
import fr.anima.hub.animals.alerts.AlertSignal.Regraded;
import fr.anima.hub.animals.alerts.Enclosure;
import fr.anima.hub.animals.alerts.Limit;
import fr.anima.hub.animals.alerts.Limit.Severity;
import fr.anima.hub.animals.alerts.Limit.Side;
import fr.anima.hub.animals.limits.ConditionJudge;
import fr.anima.hub.animals.limits.ConditionJudge.Judged;
import fr.anima.hub.animals.limits.ConditionJudge.Reading;
import fr.anima.hub.animals.limits.Episode;
import fr.anima.hub.animals.rules.Heard;
import fr.anima.hub.eventlog.Arrival;
import fr.anima.hub.eventlog.TopicSerde;
import fr.anima.wire.Measurement;
import fr.anima.wire.Readings;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The step of {@link ConditionsTopology} that judges believed readings by limits, with {@link
 * ConditionJudge}. Episodes are kept in a store, so that a restart in the middle of one forgets
 * nothing.
 *
 * <p>A station that was cut off delivers its backlog oldest first, mostly behind its present. What
 * was raised and cleared within it is announced as cleared only: it is in the list of alerts and
 * rang for nobody. Readings behind newer ones make episodes of their own, which are over when the
 * backlog is in.
 */
final class LimitsTopology implements ProcessorSupplier<String, Arrival, String, AlertSignal> {
  private static final String EPISODES = "episodes";
  private static final String HELD = "held-signals";

  /** Ends the key of what is judged behind newer readings. */
  private static final String PAST = "/past";

  private static final Duration LOOK_EVERY = Duration.ofSeconds(10);
  private static final int MOST_LOOKS = 6;

  /** A commit takes some 50 ms, whatever is in it. */
  private static final long COMMIT_AGAIN_MILLIS = 100;

  private final ZoneId zone;

  /**
   * For one farm.
   *
   * @param zone by whose hours some limits hold
   */
  LimitsTopology(ZoneId zone) {
    this.zone = zone;
  }

  @Override
  public Set<StoreBuilder<?>> stores() {
    return Set.of(
        Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(EPISODES), Serdes.String(), TopicSerde.of(Episode.CODEC)),
        Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(HELD),
            Serdes.String(),
            TopicSerde.of(AlertSignal.TOPIC.codec())));
  }

  @Override
  public Processor<String, Arrival, String, AlertSignal> get() {
    return new Step(zone);
  }

  private static final class Step implements Processor<String, Arrival, String, AlertSignal> {
    /** How often each held signal was looked at while its backlog still came in. */
    private final Map<String, Integer> waits = new HashMap<>();

    private final Set<String> heardSinceLook = new HashSet<>();
    private final ZoneId zone;

    /** When a signal asked for a commit last, by the hub's clock in milliseconds. */
    private long committedAt;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
    private ProcessorContext<String, AlertSignal> context;

    @SuppressWarnings("NullAway.Init")
    private KeyValueStore<String, Enclosure> enclosures;

    @SuppressWarnings("NullAway.Init")
    private KeyValueStore<String, Episode> episodes;

    @SuppressWarnings("NullAway.Init")
    private KeyValueStore<String, AlertSignal> held;

    private Step(ZoneId zone) {
      this.zone = zone;
    }

    @Override
    public void init(ProcessorContext<String, AlertSignal> started) {
      context = started;
      enclosures = started.getStateStore(ConditionsTopology.ENCLOSURES);
      episodes = started.getStateStore(EPISODES);
      held = started.getStateStore(HELD);
      started.schedule(LOOK_EVERY, PunctuationType.WALL_CLOCK_TIME, this::look);
    }

    @Override
    public void process(Record<String, Arrival> record) {
      Optional<Enclosure> enclosure = Optional.ofNullable(enclosures.get(record.value().place()));
      if (enclosure.isPresent() && record.value().message() instanceof Readings readings) {
        for (Measurement each : readings.values()) {
          for (Side side : Side.values()) {
            judge(record, enclosure.get(), side, each);
          }
        }
      }
    }

    /**
     * One side of a quantity to which a reading came.
     *
     * @param waits what a backlog raised there and nobody was told yet
     */
    private record Matter(
        String key, boolean isBacklog, Optional<AlertSignal> waits, long timestamp) {}

    private void judge(
        Record<String, Arrival> record, Enclosure enclosure, Side side, Measurement measurement) {
      Instant at = record.value().message().measuredAt();
      Instant arrivedAt = Instant.ofEpochMilli(record.timestamp());
      boolean backlog = Duration.between(at, arrivedAt).compareTo(Heard.FRESH) > 0;
      String present = enclosure.id() + "/" + measurement.quantity().word() + "/" + side;
      String key = backlog && isOvertaken(present, at) ? present + PAST : present;
      Optional<Episode> stored = Optional.ofNullable(episodes.get(key));
      List<Limit> limits =
          enclosure.limits(measurement.quantity(), side, LocalTime.ofInstant(at, zone));
      if (limits.isEmpty() && stored.isEmpty()) {
        return;
      }
      Reading reading = new Reading(at, measurement.value());
      Matter matter =
          new Matter(key, backlog, Optional.ofNullable(held.get(key)), record.timestamp());
      Episode before =
          backlog
              ? stored.orElse(Episode.NONE)
              : stored
                  .map(it -> present(matter, enclosure, limits, it, reading))
                  .orElse(Episode.NONE);
      Judged judged = ConditionJudge.judge(enclosure, limits, before, reading);
      if (stored.filter(judged.episode()::equals).isPresent()) {
        return;
      }
      episodes.put(key, judged.episode());
      announce(matter, judged, limits, reading);
    }

    /**
     * What a fresh reading goes on from. The present overtakes a backlog in the middle of what may
     * be an episode: the episode goes on behind the present, and the present begins anew. What the
     * backlog raised stays as far as the present confirms it.
     */
    private Episode present(
        Matter matter, Enclosure enclosure, List<Limit> limits, Episode before, Reading reading) {
      Instant at = reading.measuredAt();
      if (limits.isEmpty() || before.newest().filter(at::isAfter).isEmpty()) {
        return before;
      }
      Limit mildest = limits.get(limits.size() - 1);
      boolean isLeft =
          matter.waits().isPresent()
              ? matter.waits().get().regraded().isEmpty() && mildest.isSafe(reading.value())
              : before.onlyWaits() && before.isAfterGap(at, enclosure.period(mildest.quantity()));
      if (!isLeft) {
        return matter.waits().isPresent() ? before.calmedBy(limits, reading.value()) : before;
      }
      String past = matter.key() + PAST;
      episodes.put(past, before);
      matter.waits().ifPresent(it -> held.put(past, it));
      heardSinceLook.add(past);
      return Episode.NONE;
    }

    private boolean isOvertaken(String present, Instant at) {
      return Optional.ofNullable(episodes.get(present))
          .flatMap(Episode::newest)
          .filter(at::isBefore)
          .isPresent();
    }

    /** What a backlog raises waits: it rings only if it is still so when the backlog is in. */
    private void announce(Matter matter, Judged judged, List<Limit> limits, Reading reading) {
      Optional<AlertSignal> signal = judged.signal();
      Optional<AlertSignal> news =
          matter
              .waits()
              .flatMap(it -> asItStands(it, judged.episode(), limits, reading))
              .or(() -> signal);
      if (matter.isBacklog()) {
        heardSinceLook.add(matter.key());
      }
      if (matter.isBacklog() && news.filter(it -> it.clearedAt().isEmpty()).isPresent()) {
        news.filter(it -> !it.equals(matter.waits().orElse(null)))
            .ifPresent(it -> held.put(matter.key(), it));
        return;
      }
      matter.waits().ifPresent(it -> held.delete(matter.key()));
      news.ifPresent(it -> forward(it, matter.timestamp()));
    }

    /** What waits to be told, as bad as it is now; empty when it is over. */
    private static Optional<AlertSignal> asItStands(
        AlertSignal waits, Episode now, List<Limit> limits, Reading reading) {
      Severity told = waits.regraded().map(Regraded::severity).orElse(waits.alert().severity());
      return now.severity()
          .flatMap(bad -> limits.stream().filter(it -> it.severity() == bad).findFirst())
          .map(
              holding -> {
                if (told == holding.severity()) {
                  return waits;
                }
                return waits.regraded().isPresent()
                    ? AlertSignal.regraded(
                        waits.alert(), told, holding, reading.measuredAt(), reading.value())
                    : AlertSignal.raised(waits.alert().heldBy(holding, reading.value()));
              });
    }

    /** A backlog that paused is in; one that never ends is a clock that is wrong. */
    private void look(long now) {
      Map<String, AlertSignal> due = new HashMap<>();
      try (KeyValueIterator<String, AlertSignal> all = held.all()) {
        while (all.hasNext()) {
          KeyValue<String, AlertSignal> each = all.next();
          int waited = waits.merge(each.key, 1, Integer::sum);
          boolean isTooLong = waited > MOST_LOOKS && !each.key.endsWith(PAST);
          if (!heardSinceLook.contains(each.key) || isTooLong) {
            due.put(each.key, each.value);
          }
        }
      }
      due.forEach(
          (key, signal) -> {
            held.delete(key);
            forward(key.endsWith(PAST) ? over(key, signal) : signal, now);
          });
      waits.keySet().removeIf(key -> held.get(key) == null);
      heardSinceLook.clear();
    }

    /** The backlog ended in the middle of an episode; what is now is judged by the present. */
    private AlertSignal over(String key, AlertSignal raised) {
      Instant last =
          Optional.ofNullable(episodes.delete(key))
              .flatMap(Episode::newest)
              .orElse(raised.alert().raisedAt());
      return AlertSignal.cleared(raised.alert(), last);
    }

    /** What calls for somebody does not wait for the next commit, unless one was just asked for. */
    private void forward(AlertSignal signal, long timestamp) {
      context.forward(new Record<>(signal.alert().enclosure(), signal, timestamp));
      long now = context.currentSystemTimeMs();
      if (now - committedAt >= COMMIT_AGAIN_MILLIS) {
        committedAt = now;
        context.commit();
      }
    }
  }
}
