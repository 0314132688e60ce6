package fr.anima.hub.ingest;

import fr.anima.hub.eventlog.Refusal;
import fr.anima.hub.eventlog.Topics;
import fr.anima.hub.ingest.dialects.Dialects;
import fr.anima.hub.stations.StationRegistry;
import fr.anima.wire.Message;
import fr.anima.wire.SamplingPlan;
import fr.anima.wire.StationId;
import fr.anima.wire.WireException;
import fr.anima.wire.WireJson;
import fr.anima.wire.WireTopic;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What did you say, to somebody else's broker? Who spoke is what the topic says: the broker has
 * seen the station's key, and its access list lets a station write its own topics only.
 */
public final class BrokerIntake {
  /** Largest packet that is asked for: what is larger has no readings of ours or of other makes. */
  public static final int PACKET_BYTES = Answers.PACKET_BYTES;

  private static final Logger log = LoggerFactory.getLogger(BrokerIntake.class);

  private static final int MOST_STRANGERS = 1_000;

  private final Ingest ingest;
  private final Set<String> strangers = ConcurrentHashMap.newKeySet();

  BrokerIntake(Ingest ingest) {
    this.ingest = ingest;
  }

  /** The topic filters of all that registered stations have to say at present. */
  public Set<String> filters() {
    Set<String> filters = new TreeSet<>();
    Arrays.stream(Message.Kind.values()).map(WireTopic::filterOf).forEach(filters::add);
    for (StationRegistry.Entry station : ingest.registry().stations()) {
      station
          .speech()
          .ifPresent(it -> filters.addAll(Dialects.filters(station.id(), it.dialect())));
    }
    return filters;
  }

  /** Every station's sampling plan by the topic on which the station waits for it. */
  public Map<String, byte[]> plans() {
    Map<String, byte[]> plans = new TreeMap<>();
    for (StationRegistry.Entry station : ingest.registry().stations()) {
      station.plan().ifPresent(it -> tell(station.id(), it, plans::put));
    }
    return plans;
  }

  /** Calls back, on any thread, with each new plan: its topic, its bytes. */
  public void onPlanned(BiConsumer<String, byte[]> listener) {
    ingest.registry().onPlanned((station, plan) -> tell(station, plan, listener));
  }

  /** Whether readings may be stored at all: not while the disk is full. */
  public boolean mayStore() {
    return !ingest.capacity().isSuspended();
  }

  /**
   * Takes a publish, on any thread. Done when all of it is on disk, accepted or refused; failed
   * when it has to come again.
   *
   * @param kept whether it came with MQTT's retain flag, and may therefore be old
   */
  public Future<Void> take(String topic, byte[] payload, boolean kept) {
    Instant now = ingest.clock().instant();
    Optional<StationRegistry.Entry> speaker = speaker(topic);
    if (speaker.isEmpty()) {
      tellOnce(topic);
      ingest.meters().refused(Reason.UNKNOWN_STATION.word());
      return append(unknown(topic, payload, now), payload);
    }
    StationRegistry.Entry station = speaker.get();
    Intake.Said said = judge(station, topic, payload, kept, now);
    return append(said, payload).onSuccess(stored -> ingest.stored(station.id(), said));
  }

  private Future<Void> append(Intake.Said said, byte[] payload) {
    long weight =
        Capacity.weight(payload.length, payload.length > 0 && payload[0] == Capacity.GZIP);
    ingest.capacity().take(weight);
    return said.appendTo(ingest.log())
        .onComplete(stored -> ingest.capacity().give(weight))
        .onFailure(why -> ingest.meters().failed());
  }

  /** A stranger may say something every second; the log need not. */
  private void tellOnce(String topic) {
    if (strangers.size() < MOST_STRANGERS && strangers.add(topic)) {
      log.warn("nobody has added the station of topic={}: what it says is refused", topic);
    }
  }

  private Intake.Said judge(
      StationRegistry.Entry station, String topic, byte[] payload, boolean kept, Instant now) {
    ingest.registry().heard(station.id(), now);
    return station
        .speech()
        .map(
            it ->
                ingest
                    .foreign()
                    .judge(station, it, new Dialects.Publish(topic, payload, kept), now))
        .orElseGet(() -> Intake.judge(station, topic, payload, now));
  }

  /** Of two stations that claim one topic, such as two gateways, the first by name. */
  private Optional<StationRegistry.Entry> speaker(String topic) {
    if (WireTopic.isOurs(topic)) {
      try {
        return ingest.registry().station(WireTopic.parse(topic).station());
      } catch (WireException noStation) {
        return Optional.empty();
      }
    }
    return ingest.registry().stations().stream()
        .filter(
            it ->
                it.speech()
                    .filter(speech -> Dialects.isOwnTopic(it.id(), speech.dialect(), topic))
                    .isPresent())
        .min(Comparator.comparing(it -> it.id().value()));
  }

  private static Intake.Said unknown(String topic, byte[] payload, Instant now) {
    Refusal refusal =
        new Refusal(
            "",
            Reason.UNKNOWN_STATION.word(),
            "no station here has the topic " + topic + ": add the station by that name",
            topic,
            now,
            Intake.cut(payload));
    return new Intake.Said(Topics.READINGS, List.of(), List.of(refusal), true);
  }

  private static void tell(
      StationId station, SamplingPlan plan, BiConsumer<String, byte[]> listener) {
    listener.accept(WireTopic.planOf(station), WireJson.encode(plan));
  }
}
