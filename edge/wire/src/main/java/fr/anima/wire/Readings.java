package fr.anima.wire;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Values of several quantities, measured together by one station: 1 to 16, each quantity once. */
public record Readings(Stamp stamp, List<Measurement> values) implements Message {
  static final int MOST = 16;

  /**
   * Refuses an empty, overlong or repeating list.
   *
   * @throws WireException reason {@link Flaw#UNREADABLE}
   */
  public Readings {
    values = List.copyOf(values);
    if (values.isEmpty() || values.size() > MOST) {
      throw new WireException(
          Flaw.UNREADABLE, values.size() + " readings in one message; expected 1 to " + MOST);
    }
    Set<Quantity> seen = EnumSet.noneOf(Quantity.class);
    for (Measurement each : values) {
      if (!seen.add(each.quantity())) {
        throw new WireException(
            Flaw.UNREADABLE, "quantity " + each.quantity().word() + " stands twice in one message");
      }
    }
  }

  @Override
  public Kind kind() {
    return Kind.READINGS;
  }

  @Override
  public Message corrected(Duration offset) {
    return new Readings(stamp.corrected(offset), values);
  }
}
