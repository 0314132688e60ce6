package fr.anima.hub.ingest;

import fr.anima.hub.eventlog.Arrival;
import fr.anima.hub.eventlog.Refusal;
import fr.anima.hub.eventlog.Topics;
import fr.anima.hub.ingest.dialects.Dialects;
import fr.anima.hub.ingest.dialects.Said;
import fr.anima.hub.stations.StationRegistry;
import fr.anima.wire.ClockQuality;
import fr.anima.wire.Heartbeat;
import fr.anima.wire.Message;
import fr.anima.wire.Stamp;
import fr.anima.wire.StationId;
import fr.anima.wire.WireException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What did you say, in your own words? {@link Dialects} understands; this gives stamps to what has
 * none, and tells of failing sensors in the station's stead.
 */
final class ForeignIntake {
  private final StationRegistry registry;
  private final ZoneId zone;
  private final long boot;
  private final FaultBook faults = new FaultBook();
  private final Map<StationId, AtomicLong> numbers = new ConcurrentHashMap<>();

  /**
   * Reads what the registry's stations say.
   *
   * @param started names the numbers that are given here, as an agent's boot does
   */
  ForeignIntake(StationRegistry registry, ZoneId zone, Instant started) {
    this.registry = registry;
    this.zone = zone;
    this.boot = started.toEpochMilli();
  }

  /** Judges a publish of a station that is not ours, at that hub time. */
  Intake.Said judge(
      StationRegistry.Entry station,
      StationRegistry.Speech admitted,
      Dialects.Publish publish,
      Instant now) {
    StationRegistry.Speech speech = registry.speech(station.id()).orElse(admitted);
    Said said =
        Dialects.said(
            new Dialects.Speaker(station.id(), station.place(), speech, zone), publish, now);
    said.leftOut().forEach(it -> registry.leftOut().count(station.id(), it.device(), it.field()));
    Judgement judgement = new Judgement(station, publish, now);
    said.told().forEach(judgement::take);
    said.objections().forEach(it -> judgement.refuse(Reason.of(it.kind()), it.detail()));
    if (!said.foreign()) {
      faults
          .note(station.id(), said, now)
          .map(failing -> heartbeat(speech.dialect().word(), failing, now))
          .ifPresent(judgement::take);
    }
    return new Intake.Said(Topics.READINGS, judgement.arrivals, judgement.refusals, said.foreign());
  }

  /** A message in the station's stead, by the hub's own clock. */
  private static Said.Told heartbeat(String agent, Map<String, String> failing, Instant now) {
    return new Said.Told(
        "",
        "heartbeat",
        Optional.of(now.truncatedTo(ChronoUnit.MILLIS)),
        ClockQuality.SYNCED,
        stamp -> new Heartbeat(stamp, agent, 0, 0, 0, Map.of(), failing, "", List.of()));
  }

  /** A number that was never given before, for what says no time of its own. */
  private Stamp arrived(StationId station, Instant now) {
    long number = numbers.computeIfAbsent(station, it -> new AtomicLong()).incrementAndGet();
    return new Stamp(
        station, boot, number, now.truncatedTo(ChronoUnit.MILLIS), ClockQuality.ESTIMATED);
  }

  /** What becomes of one publish. */
  private final class Judgement {
    private final StationRegistry.Entry station;
    private final Dialects.Publish publish;
    private final Instant now;
    private final List<Arrival> arrivals = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();

    Judgement(StationRegistry.Entry station, Dialects.Publish publish, Instant now) {
      this.station = station;
      this.publish = publish;
      this.now = now;
    }

    void take(Said.Told told) {
      Message message;
      try {
        message =
            told.content()
                .message(told.stamp(station.id()).orElseGet(() -> arrived(station.id(), now)));
      } catch (WireException why) {
        refuse(Reason.of(why.flaw()), String.valueOf(why.getMessage()));
        return;
      }
      if (Intake.speaks(station.kind(), message.kind())) {
        String place = told.place().isEmpty() ? station.place() : told.place();
        Intake.timely(message, place, now, publish.topic(), arrivals, refusals);
      } else {
        refuse(Reason.WRONG_KIND, Intake.wrongKind(station.kind(), message.kind()));
      }
    }

    void refuse(Reason reason, String detail) {
      refusals.add(
          new Refusal(
              station.id().value(),
              reason.word(),
              detail,
              publish.topic(),
              now,
              Intake.cut(publish.payload())));
    }
  }
}
