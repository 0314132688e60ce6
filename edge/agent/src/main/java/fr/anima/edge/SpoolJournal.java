package fr.anima.edge;

import fr.anima.edge.sampling.Journal;
import fr.anima.edge.spool.Spool;
import fr.anima.edge.spool.SpoolLimits;
import fr.anima.edge.spool.SpoolRecord;
import fr.anima.edge.spool.SpoolState;
import fr.anima.wire.Message;
import fr.anima.wire.WireJson;
import java.io.IOException;

/** The spool as the sampler's journal: knows the bytes of a message and how dear it is. */
final class SpoolJournal implements Journal {
  /** A recording that is played faster than the hub takes it stops here and goes on later. */
  private static final long CROWDED_RECORDS = 20_000;

  private final Spool spool;
  private final SpoolLimits limits;

  SpoolJournal(Spool spool, SpoolLimits limits) {
    this.spool = spool;
    this.limits = limits;
  }

  @Override
  public void append(Message message) throws IOException {
    spool.append(
        rank(message.kind()),
        message.kind().word(),
        message.stamp().boot(),
        message.stamp().sequence(),
        WireJson.encode(message));
  }

  @Override
  public boolean isCrowded() {
    SpoolState state = spool.state();
    return state.records() >= CROWDED_RECORDS || state.bytes() >= limits.quotaBytes() / 2;
  }

  /** A lost quarter of an hour makes a day's total wrong for ever; a curve has other points. */
  private static SpoolRecord.Rank rank(Message.Kind kind) {
    return switch (kind) {
      case FOOTFALL -> SpoolRecord.Rank.ALARM;
      case READINGS, POSITIONS, HEARTBEATS -> SpoolRecord.Rank.TELEMETRY;
    };
  }
}
