package fr.anima.hub.animals.rules;

import fr.anima.hub.animals.alerts.Enclosure;
import fr.anima.hub.eventlog.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Every rule that watches enclosures, in the order in which they are asked: what one doubts, the
 * next ones do not see, nor do limits, which are judged after them all. Their memories are kept as
 * JSON by whoever asks, each under enclosure and rule.
 */
public final class Rules {
  private final Function<String, Optional<byte[]>> remember;
  private final BiConsumer<String, byte[]> keep;
  private final List<Plugged<?>> all =
      Stream.of(new Silence(), new NeverSeen(), new Suspicion(), new Drift())
          .<Plugged<?>>map(Plugged::new)
          .toList();

  /**
   * The rules, over what an earlier run of theirs remembered.
   *
   * @param remember the memory of a key, where there is one
   * @param keep keeps the memory of a key
   */
  public Rules(Function<String, Optional<byte[]>> remember, BiConsumer<String, byte[]> keep) {
    this.remember = remember;
    this.keep = keep;
  }

  /** A station of the enclosure sent readings. */
  public Ruling heard(Enclosure enclosure, Heard heard) {
    Ruling ruling = new Ruling();
    all.forEach(it -> it.heard(enclosure, heard.without(ruling.doubted()), ruling));
    return ruling;
  }

  /** A station of the enclosure said how it is. */
  public Ruling beaten(Enclosure enclosure, Beat beat) {
    Ruling ruling = new Ruling();
    all.forEach(it -> it.beaten(enclosure, beat, ruling));
    return ruling;
  }

  /** Time passed; to be told every ten seconds. */
  public Ruling passed(Enclosure enclosure, Tick tick) {
    Ruling ruling = new Ruling();
    all.forEach(it -> it.passed(enclosure, tick, ruling));
    return ruling;
  }

  /** A rule with what it remembers. */
  private final class Plugged<M> {
    private final Rule<M> rule;
    private final Map<String, M> known = new HashMap<>();

    private Plugged(Rule<M> rule) {
      this.rule = rule;
    }

    private void heard(Enclosure enclosure, Heard heard, Ruling ruling) {
      M before = before(enclosure);
      after(enclosure, before, rule.heard(enclosure, before, heard, ruling));
    }

    private void beaten(Enclosure enclosure, Beat beat, Ruling ruling) {
      M before = before(enclosure);
      after(enclosure, before, rule.beaten(enclosure, before, beat, ruling));
    }

    private void passed(Enclosure enclosure, Tick tick, Ruling ruling) {
      M before = before(enclosure);
      after(enclosure, before, rule.passed(enclosure, before, tick, ruling));
    }

    private M before(Enclosure enclosure) {
      return known.computeIfAbsent(
          enclosure.id(),
          id ->
              remember
                  .apply(key(enclosure))
                  .map(bytes -> Json.read(bytes, rule.memory()))
                  .orElseGet(rule::blank));
    }

    private void after(Enclosure enclosure, M before, M now) {
      if (!now.equals(before)) {
        known.put(enclosure.id(), now);
        keep.accept(key(enclosure), Json.bytes(now));
      }
    }

    private String key(Enclosure enclosure) {
      return enclosure.id() + "/" + rule.name();
    }
  }
}
