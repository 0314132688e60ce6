package fr.anima.hub.animals.heat;

import fr.anima.hub.animals.alerts.AlertSignal;
import fr.anima.hub.animals.alerts.AlertSignal.Beginning;
import fr.anima.hub.animals.heat.HeatRule.Finding;
import fr.anima.hub.animals.heat.HeatRule.Known;
import fr.anima.hub.animals.heat.HeatRule.Watch;
import fr.anima.hub.history.Bucket;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every rule of heat, and what of their findings is news: pure. */
final class HeatAlarms {
  private static final List<HeatRule> ALL = List.of(new HeatLoad(), new NightRelief());

  private HeatAlarms() {}

  /**
   * What to announce of an enclosure; each change once.
   *
   * @param watch empty when its heat is no longer watched: then nothing stands
   * @param open its alerts of heat that stand
   */
  static List<AlertSignal> news(
      String enclosure,
      Optional<Watch> watch,
      List<Bucket> minutes,
      List<Beginning> open,
      ZoneId zone,
      Instant now) {
    List<AlertSignal> news = new ArrayList<>();
    for (HeatRule rule : ALL) {
      Optional<Beginning> standing =
          open.stream().filter(it -> it.kind() == rule.kind()).findFirst();
      Optional<Finding> found =
          watch.flatMap(
              it -> rule.judge(new Known(it, minutes, standing.map(Beginning::since), zone, now)));
      boolean isSame = standing.map(Beginning::since).equals(found.map(Finding::since));
      if (!isSame) {
        standing.map(it -> AlertSignal.cleared(it, now)).ifPresent(news::add);
        found
            .map(
                it ->
                    Beginning.ofHeat(
                        rule.kind(), enclosure, it.since(), now, it.value(), it.limit()))
            .map(AlertSignal::raised)
            .ifPresent(news::add);
      }
    }
    return List.copyOf(news);
  }
}
