package fr.anima.hub.eventlog;

import fr.anima.hub.eventlog.Topic.Keep;
import fr.anima.wire.Message;
import java.util.List;

/** What comes in from stations. Rooms name their own topics themselves. */
public final class Topics {
  /** Values of quantities, by place. */
  public static final Topic<Arrival> READINGS = raw("anima.readings.v1", Message.Kind.READINGS);

  /** Fixes of bikes, by station. */
  public static final Topic<Arrival> POSITIONS = raw("anima.positions.v1", Message.Kind.POSITIONS);

  /** Counts of people passing, by station. */
  public static final Topic<Arrival> FOOTFALL = raw("anima.footfall.v1", Message.Kind.FOOTFALL);

  /** How stations are, by station. */
  public static final Topic<Arrival> HEARTBEATS =
      raw("anima.heartbeats.v1", Message.Kind.HEARTBEATS);

  /** What was refused, by station. */
  public static final Topic<Refusal> REFUSALS =
      Topic.json("anima.refusals.v1", Refusal.class, Keep.RAW);

  /** Records nobody could read or compute with, as they were, the reason in their headers. */
  public static final Topic<byte[]> DEAD_LETTERS =
      new Topic<>("anima.dead-letters.v1", Topic.bytes(), Keep.RAW);

  private Topics() {}

  /** Where messages of a kind are kept. */
  public static Topic<Arrival> of(Message.Kind kind) {
    return switch (kind) {
      case READINGS -> READINGS;
      case POSITIONS -> POSITIONS;
      case FOOTFALL -> FOOTFALL;
      case HEARTBEATS -> HEARTBEATS;
    };
  }

  /** All of them. */
  public static List<Topic<?>> all() {
    return List.of(READINGS, POSITIONS, FOOTFALL, HEARTBEATS, REFUSALS, DEAD_LETTERS);
  }

  private static Topic<Arrival> raw(String name, Message.Kind kind) {
    return new Topic<>(name, new ArrivalCodec(kind), Keep.RAW);
  }
}
