package fr.anima.hub.history.influx;

import fr.anima.hub.history.Bucket;
import fr.anima.hub.history.Step;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The sums of one field of one series, as far as they are known. What is touched is summed anew
 * from what lies beneath, never added to: a batch that comes again changes nothing, and one that
 * broke off half-way is put right by its repetition.
 */
final class RollUps {
  private final Map<Step, NavigableMap<Instant, Bucket>> sums = new EnumMap<>(Step.class);

  /** A sum that is kept. */
  void found(Step step, Bucket bucket) {
    of(step).put(bucket.at(), bucket);
  }

  /**
   * Sums minutes anew from samples, quarters from minutes, hours from quarters.
   *
   * @param samples all samples of the minutes that are touched, in order of time
   * @return what has to be kept, step by step
   */
  Map<Step, Collection<Bucket>> sum(Collection<Bucket> samples) {
    Map<Step, Collection<Bucket>> anew = new EnumMap<>(Step.class);
    Collection<Bucket> minutes = put(Step.MINUTE, samples, Set.of());
    anew.put(Step.MINUTE, minutes);
    Collection<Bucket> quarters =
        put(Step.QUARTER, of(Step.MINUTE).values(), starts(minutes, Step.QUARTER));
    anew.put(Step.QUARTER, quarters);
    anew.put(Step.HOUR, put(Step.HOUR, of(Step.QUARTER).values(), starts(quarters, Step.HOUR)));
    return anew;
  }

  /** What is known of a step: as it was found, or summed anew. */
  Collection<Bucket> known(Step step) {
    return of(step).values();
  }

  private Collection<Bucket> put(Step step, Collection<Bucket> parts, Set<Instant> touched) {
    NavigableMap<Instant, Bucket> sums = new TreeMap<>();
    for (Bucket part : parts) {
      Instant start = step.start(part.at(), ZoneOffset.UTC);
      if (touched.isEmpty() || touched.contains(start)) {
        sums.merge(start, part.at(start), Bucket::with);
      }
    }
    of(step).putAll(sums);
    return sums.values();
  }

  private NavigableMap<Instant, Bucket> of(Step step) {
    return sums.computeIfAbsent(step, it -> new TreeMap<>());
  }

  private static Set<Instant> starts(Collection<Bucket> parts, Step step) {
    return parts.stream()
        .map(it -> step.start(it.at(), ZoneOffset.UTC))
        .collect(Collectors.toSet());
  }
}
