package fr.anima.edge.uplink;

import fr.anima.edge.clock.StationClock;
import fr.anima.edge.spool.Spool;
import fr.anima.edge.spool.SpoolRecord;
import fr.anima.wire.ClockQuality;
import fr.anima.wire.Decoded;
import fr.anima.wire.Message;
import fr.anima.wire.StationId;
import fr.anima.wire.WireException;
import fr.anima.wire.WireJson;
import fr.anima.wire.WireTopic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The spool as it leaves for the hub: what was stamped before the time was known carries the true
 * time. On disk it stays as it was.
 */
record Outbox(Spool spool, StationClock clock, StationId station) {
  private static final String ESTIMATED = '"' + ClockQuality.ESTIMATED.word() + '"';

  /** At most so many records that were not handed out in this session, as the spool has them. */
  List<SpoolRecord> nextUnsent(int atMost) {
    return spool.nextUnsent(atMost).stream().map(this::corrected).toList();
  }

  private SpoolRecord corrected(SpoolRecord record) {
    // On a Pi most boots begin with a guess: what was stamped after it is not read again.
    if (!isEstimated(record.payload()) || !HubLink.speaks(record.channel())) {
      return record;
    }
    return clock
        .offset(record.boot())
        .flatMap(offset -> corrected(record, offset))
        .map(payload -> record.saying(payload))
        .orElse(record);
  }

  /** Whether it can be; where the word stands for something else, {@link #corrected} sees it. */
  private static boolean isEstimated(byte[] payload) {
    return new String(payload, StandardCharsets.ISO_8859_1).contains(ESTIMATED);
  }

  /** Empty where there is nothing to correct, or nothing that can be read: that is the hub's. */
  private Optional<byte[]> corrected(SpoolRecord record, Duration offset) {
    WireTopic topic = new WireTopic(station, Message.Kind.ofWord(record.channel()));
    List<Decoded> said = WireJson.decode(topic, record.payload());
    try {
      return said.get(0)
          .fold(known -> Optional.of(known.message()), unreadable -> Optional.<Message>empty())
          .filter(it -> it.stamp().clock() == ClockQuality.ESTIMATED)
          .map(it -> WireJson.encode(it.corrected(offset)));
    } catch (WireException impossible) {
      return Optional.empty();
    }
  }
}
