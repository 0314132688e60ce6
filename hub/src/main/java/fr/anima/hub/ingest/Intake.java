package fr.anima.hub.ingest;

import fr.anima.hub.eventlog.Arrival;
import fr.anima.hub.eventlog.EventLog;
import fr.anima.hub.eventlog.Refusal;
import fr.anima.hub.eventlog.Topic;
import fr.anima.hub.eventlog.Topics;
import fr.anima.hub.stations.StationRegistry;
import fr.anima.wire.Decoded;
import fr.anima.wire.Message;
import fr.anima.wire.StationKind;
import fr.anima.wire.WireException;
import fr.anima.wire.WireJson;
import fr.anima.wire.WireTopic;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What did you say? A topic's name and some bytes become arrivals and refusals; judging is pure: it
 * depends on who spoke and on the hub's time, on nothing else.
 */
final class Intake {
  /** A station's clock may run ahead of the hub's by this much. */
  static final Duration AHEAD = Duration.ofMinutes(5);

  /** Nothing was measured before: no station of ours is older, and GPS receivers reset to 1980. */
  static final Instant FLOOR = Instant.parse("2000-01-01T00:00:00Z");

  private static final int SHOWN = 2_000;

  private Intake() {}

  /**
   * What a publish said.
   *
   * @param foreign whether it was said on a topic that is not the station's own: then it is one
   *     refusal, and the connection is closed after it
   */
  record Said(
      Topic<Arrival> topic, List<Arrival> arrivals, List<Refusal> refusals, boolean foreign) {
    /** Whether all of it was accepted. */
    boolean isWhole() {
      return refusals.isEmpty();
    }

    /** All of it to the log, each message to its topic; done when all of it is on disk. */
    Future<Void> appendTo(EventLog log) {
      List<Future<Void>> appends = new ArrayList<>(arrivals.size() + refusals.size());
      arrivals.forEach(it -> appends.add(log.append(Topics.of(it.message().kind()), it.key(), it)));
      refusals.forEach(it -> appends.add(log.append(Topics.REFUSALS, it.station(), it)));
      return appends.size() == 1 ? appends.get(0) : Future.all(appends).mapEmpty();
    }
  }

  /** Judges a publish of that station at that hub time. */
  static Said judge(StationRegistry.Entry station, String topicName, byte[] payload, Instant now) {
    WireTopic topic;
    try {
      topic = ownTopic(station, topicName);
    } catch (ForeignTopic why) {
      Refusal refusal =
          new Refusal(
              station.id().value(), why.reason.word(), why.detail, topicName, now, cut(payload));
      return new Said(Topics.READINGS, List.of(), List.of(refusal), true);
    }
    List<Decoded> all = WireJson.decode(topic, payload);
    List<Arrival> arrivals = new ArrayList<>(all.size());
    List<Refusal> refusals = new ArrayList<>();
    for (Decoded decoded : all) {
      decoded.fold(
          known -> timely(known.message(), station.place(), now, topicName, arrivals, refusals),
          flawed ->
              refusals.add(
                  new Refusal(
                      station.id().value(),
                      Reason.of(flawed.flaw()).word(),
                      flawed.detail(),
                      topicName,
                      now,
                      flawed.text())));
    }
    return new Said(Topics.of(topic.kind()), arrivals, refusals, false);
  }

  /**
   * Every station reports readings and heartbeats; only a bike positions, only a counter counts.
   */
  static boolean speaks(StationKind kind, Message.Kind message) {
    return switch (message) {
      case READINGS, HEARTBEATS -> true;
      case POSITIONS -> kind == StationKind.BIKE;
      case FOOTFALL -> kind == StationKind.COUNTER;
    };
  }

  static String wrongKind(StationKind kind, Message.Kind message) {
    return "a station of kind " + kind.word() + " sends no " + message.word();
  }

  static boolean timely(
      Message message,
      String place,
      Instant now,
      String topicName,
      List<Arrival> arrivals,
      List<Refusal> refusals) {
    Instant at = message.measuredAt();
    if (at.isBefore(FLOOR) || at.isAfter(now.plus(AHEAD))) {
      return refusals.add(
          new Refusal(
              message.station().value(),
              Reason.IMPOSSIBLE_TIME.word(),
              "measured at " + at + "; expected " + FLOOR + " to 5 minutes after hub time " + now,
              topicName,
              now,
              cut(WireJson.encode(message))));
    }
    return arrivals.add(new Arrival(place, message));
  }

  private static WireTopic ownTopic(StationRegistry.Entry station, String name)
      throws ForeignTopic {
    WireTopic topic;
    try {
      topic = WireTopic.parse(name);
    } catch (WireException why) {
      throw new ForeignTopic(Reason.of(why.flaw()), String.valueOf(why.getMessage()));
    }
    if (!topic.station().equals(station.id())) {
      throw new ForeignTopic(
          Reason.FOREIGN_TOPIC, "station " + station.id() + " may only write topics of its own");
    }
    if (!speaks(station.kind(), topic.kind())) {
      throw new ForeignTopic(Reason.WRONG_KIND, wrongKind(station.kind(), topic.kind()));
    }
    return topic;
  }

  private static final class ForeignTopic extends Exception {
    private static final long serialVersionUID = 1L;
    private final Reason reason;
    private final String detail;

    ForeignTopic(Reason reason, String detail) {
      super(detail);
      this.reason = reason;
      this.detail = detail;
    }
  }

  static String cut(byte[] payload) {
    return new String(payload, 0, Math.min(payload.length, SHOWN), StandardCharsets.UTF_8);
  }
}
