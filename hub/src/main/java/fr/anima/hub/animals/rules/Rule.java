package fr.anima.hub.animals.rules;

import fr.anima.hub.animals.alerts.Enclosure;

/**
 * Socket for a kind of alarm: a pure class that is told, enclosure by enclosure, what was heard and
 * that time passes. It gives back what it wants to remember and adds to the ruling what it has to
 * announce. The same memory and the same event always give the same, so that a restart in the
 * middle changes nothing. A new kind is one such class, a line in {@link Rules}, and its
 * specification.
 *
 * @param <M> what it remembers of an enclosure, a record that survives JSON; old memories are read
 *     by new releases, so its fields only ever grow
 */
interface Rule<M> {
  /** Names its memories in the store; never changes. */
  String name();

  Class<M> memory();

  /** What it remembers of an enclosure of which it has not heard yet. */
  M blank();

  M heard(Enclosure enclosure, M before, Heard heard, Ruling ruling);

  default M beaten(Enclosure enclosure, M before, Beat beat, Ruling ruling) {
    return before;
  }

  default M passed(Enclosure enclosure, M before, Tick tick, Ruling ruling) {
    return before;
  }
}
