package fr.anima.hub.history;

import fr.anima.hub.eventlog.Arrival;
import fr.anima.hub.eventlog.EventLog;
import fr.anima.hub.eventlog.LogRecord;
import fr.anima.hub.eventlog.Projection;
import fr.anima.hub.eventlog.Refusal;
import fr.anima.hub.eventlog.Topic;
import fr.anima.hub.eventlog.Topics;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps what one topic says, by all series that read it.
 *
 * @param <T> what a record says
 */
public final class HistoryWriter<T> implements Projection<T> {
  /** What the name of each of them begins with, and of no other projection. */
  public static final String PREFIX = "history-";

  private final Topic<T> topic;
  private final List<Series<T>> series;
  private final SeriesStore store;
  private final EventLog refusals;

  private HistoryWriter(
      Topic<T> topic, List<Series<T>> series, SeriesStore store, EventLog refusals) {
    this.topic = topic;
    this.series = series;
    this.store = store;
    this.refusals = refusals;
  }

  /** One writer for each topic that is kept; what the store refuses is told to the log. */
  public static List<Projection<?>> of(List<Series<?>> all, SeriesStore store, EventLog refusals) {
    Map<String, List<Series<?>>> byTopic = new LinkedHashMap<>();
    all.forEach(
        each -> byTopic.computeIfAbsent(each.topic().name(), it -> new ArrayList<>()).add(each));
    return byTopic.values().stream()
        .<Projection<?>>map(it -> of(it.get(0), it, store, refusals))
        .toList();
  }

  @Override
  public String name() {
    return PREFIX + topic.name();
  }

  @Override
  public Topic<T> topic() {
    return topic;
  }

  @Override
  public Future<Void> project(List<LogRecord<T>> batch) {
    List<Point> points = new ArrayList<>(batch.size());
    for (LogRecord<T> record : batch) {
      boolean canary = Arrival.isOfCanary(record);
      series.stream()
          .filter(it -> it.isOfCanary() == canary)
          .forEach(it -> points.addAll(it.points(record)));
    }
    return points.isEmpty() ? Future.succeededFuture() : store.write(points).compose(this::tell);
  }

  /** A refused point is a refused message to whoever looks for what got lost. */
  private Future<Void> tell(List<Refused> refused) {
    return Future.all(
            refused.stream()
                .map(
                    it ->
                        refusals.append(
                            Topics.REFUSALS,
                            it.point().identity().station(),
                            new Refusal(
                                it.point().identity().station(),
                                it.reason(),
                                it.detail(),
                                topic.name(),
                                it.point().arrivedAt(),
                                it.point().toString())))
                .toList())
        .mapEmpty();
  }

  @SuppressWarnings("unchecked") // series of one topic read records of one type
  private static <T> HistoryWriter<T> of(
      Series<T> first, List<Series<?>> same, SeriesStore store, EventLog refusals) {
    return new HistoryWriter<>(
        first.topic(), same.stream().map(it -> (Series<T>) it).toList(), store, refusals);
  }
}
