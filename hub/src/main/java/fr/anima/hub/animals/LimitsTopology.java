package fr.anima.hub.animals;

import fr.anima.hub.animals.alerts.AlertSignal;
import fr.anima.hub.animals.alerts.Enclosure;
import fr.anima.hub.animals.alerts.Limit;
import fr.anima.hub.animals.alerts.Limit.Side;
import fr.anima.hub.animals.rules.ConditionJudge;
import fr.anima.hub.animals.rules.ConditionJudge.Episode;
import fr.anima.hub.animals.rules.ConditionJudge.Judged;
import fr.anima.hub.animals.rules.ConditionJudge.Phase;
import fr.anima.hub.animals.rules.ConditionJudge.Reading;
import fr.anima.hub.animals.rules.Heard;
import fr.anima.hub.eventlog.Arrival;
import fr.anima.hub.eventlog.TopicSerde;
import fr.anima.wire.Measurement;
import fr.anima.wire.Readings;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
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

  @Override
  public Set<StoreBuilder<?>> stores() {
    return Set.of(
        Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(EPISODES),
            Serdes.String(),
            TopicSerde.json(Episode.class)),
        Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(HELD),
            Serdes.String(),
            TopicSerde.of(AlertSignal.TOPIC.codec())));
  }

  @Override
  public Processor<String, Arrival, String, AlertSignal> get() {
    return new Step();
  }

  private static final class Step implements Processor<String, Arrival, String, AlertSignal> {
    /** How often each held signal was looked at while its backlog still came in. */
    private final Map<String, Integer> waits = new HashMap<>();

    private final Set<String> heardSinceLook = new HashSet<>();

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
    private ProcessorContext<String, AlertSignal> context;

    @SuppressWarnings("NullAway.Init")
    private KeyValueStore<String, Enclosure> enclosures;

    @SuppressWarnings("NullAway.Init")
    private KeyValueStore<String, Episode> episodes;

    @SuppressWarnings("NullAway.Init")
    private KeyValueStore<String, AlertSignal> held;

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

    private void judge(
        Record<String, Arrival> record, Enclosure enclosure, Side side, Measurement measurement) {
      Instant at = record.value().message().measuredAt();
      Instant arrivedAt = Instant.ofEpochMilli(record.timestamp());
      boolean backlog = Duration.between(at, arrivedAt).compareTo(Heard.FRESH) > 0;
      String present = enclosure.id() + "/" + measurement.quantity().word() + "/" + side;
      String key = backlog && isOvertaken(present, at) ? present + PAST : present;
      Optional<Episode> stored = Optional.ofNullable(episodes.get(key));
      Optional<Limit> limit = enclosure.limit(measurement.quantity(), side);
      if (limit.isEmpty() && stored.isEmpty()) {
        return;
      }
      Reading reading = new Reading(at, measurement.value());
      Episode before =
          stored
              .filter(it -> backlog || !isLeftBehind(present, enclosure, limit, it, reading))
              .orElse(Episode.NONE);
      Judged judged =
          limit
              .map(it -> ConditionJudge.judge(enclosure, it, before, reading))
              .orElseGet(() -> ConditionJudge.withoutLimit(before, reading));
      if (judged.episode().equals(before)) {
        return;
      }
      episodes.put(key, judged.episode());
      announce(key, judged.signal(), backlog, record.timestamp());
    }

    /**
     * The present overtakes a backlog in the middle of what may be an episode: the episode goes on
     * behind the present, and the present begins anew. What the backlog raised stays when the
     * present confirms it.
     */
    private boolean isLeftBehind(
        String present,
        Enclosure enclosure,
        Optional<Limit> limit,
        Episode before,
        Reading reading) {
      Instant at = reading.measuredAt();
      if (limit.isEmpty() || before.newest().filter(at::isAfter).isEmpty()) {
        return false;
      }
      Optional<AlertSignal> waiting = Optional.ofNullable(held.get(present));
      boolean isLeft =
          waiting.isPresent()
              ? limit.get().isSafe(reading.value())
              : before.phase() == Phase.PENDING
                  && before.isAfterGap(at, enclosure.period(limit.get().quantity()));
      if (isLeft) {
        episodes.put(present + PAST, before);
        held.delete(present);
        waiting.ifPresent(it -> held.put(present + PAST, it));
        heardSinceLook.add(present + PAST);
      }
      return isLeft;
    }

    private boolean isOvertaken(String present, Instant at) {
      return Optional.ofNullable(episodes.get(present))
          .flatMap(Episode::newest)
          .filter(at::isBefore)
          .isPresent();
    }

    /** What a backlog raises waits: it rings only if it is still so when the backlog is in. */
    private void announce(
        String key, Optional<AlertSignal> signal, boolean backlog, long timestamp) {
      Optional<AlertSignal> waiting = Optional.ofNullable(held.get(key));
      if (signal.filter(it -> it.clearedAt().isPresent()).isPresent()) {
        held.delete(key);
        forward(signal.get(), timestamp);
      } else if (backlog) {
        signal.ifPresent(it -> held.put(key, it));
        heardSinceLook.add(key);
      } else {
        held.delete(key);
        waiting.or(() -> signal).ifPresent(it -> forward(it, timestamp));
      }
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

    /** What calls for somebody does not wait for the next commit. */
    private void forward(AlertSignal signal, long timestamp) {
      context.forward(new Record<>(signal.alert().enclosure(), signal, timestamp));
      context.commit();
    }
  }
}
