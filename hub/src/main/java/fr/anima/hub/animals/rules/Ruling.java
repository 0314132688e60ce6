package fr.anima.hub.animals.rules;

import fr.anima.hub.animals.alerts.AlertSignal;
import fr.anima.wire.Quantity;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What the rules say to one event, gathered in their order: announcements, and what to doubt. */
public final class Ruling {
  private final List<AlertSignal> signals = new ArrayList<>();
  private final Set<Quantity> doubted = EnumSet.noneOf(Quantity.class);

  void add(AlertSignal signal) {
    signals.add(signal);
  }

  void doubt(Quantity quantity) {
    doubted.add(quantity);
  }

  /** What is to be announced, in order. */
  public List<AlertSignal> signals() {
    return List.copyOf(signals);
  }

  /** The quantities of the message whose values no later rule may use. */
  public Set<Quantity> doubted() {
    return Set.copyOf(doubted);
  }
}
