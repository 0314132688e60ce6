package fr.anima.hub.ingest;

import fr.anima.hub.eventlog.EventLog;
import fr.anima.hub.eventlog.Refusal;
import fr.anima.hub.eventlog.Topics;
import fr.anima.hub.stations.StationRegistry;
import fr.anima.wire.StationId;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What every door works with, and what it does with what came in. */
record Ingest(
    EventLog log,
    StationRegistry registry,
    IngestMeters meters,
    Capacity capacity,
    Connections connections,
    Twins twins,
    InstantSource clock,
    ForeignIntake foreign) {
  private static final Logger LOG = LoggerFactory.getLogger(Ingest.class);

  /** Counts what is on disk now, and tells what was refused of it. */
  void stored(StationId station, Intake.Said said) {
    meters.stored(said.arrivals().size());
    said.refusals().forEach(it -> refused(station, it.reason(), it.detail()));
  }

  /** Keeps a refusal of something else than a message, for administrators. */
  void refuse(StationId station, Reason reason, String detail) {
    refused(station, reason.word(), detail);
    Refusal refusal = new Refusal(station.value(), reason.word(), detail, "", clock.instant(), "");
    log.append(Topics.REFUSALS, station.value(), refusal)
        .onFailure(lost -> LOG.warn("refusal not kept why={}", String.valueOf(lost)));
  }

  void refused(StationId station, String reason, String detail) {
    meters.refused(reason);
    LOG.warn("message refused station={} reason={} detail={}", station, reason, detail);
  }
}
