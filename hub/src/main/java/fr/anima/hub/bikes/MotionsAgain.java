package fr.anima.hub.bikes;

import fr.anima.hub.bikes.MotionDetector.Detected;
import fr.anima.hub.bikes.MotionDetector.State;
import fr.anima.hub.eventlog.Aggregate;
import fr.anima.hub.eventlog.Arrival;
import fr.anima.hub.eventlog.LogRecord;
import fr.anima.hub.eventlog.Topic;
import fr.anima.hub.eventlog.Topics;
import fr.anima.wire.Position;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The motions of {@link MotionTopology}, detected again. */
final class MotionsAgain implements Aggregate<Motion> {
  @Override
  public Topic<Arrival> from() {
    return Topics.POSITIONS;
  }

  @Override
  public Topic<Motion> to() {
    return Motion.TOPIC;
  }

  @Override
  public Function<LogRecord<Arrival>, Stream<Motion>> anew() {
    Map<String, State> states = new HashMap<>();
    return record -> {
      String bike = record.value().place();
      if (!(record.value().message() instanceof Position position)) {
        return Stream.empty();
      }
      Fix fix = Fix.of(position, record.arrivedAt());
      Detected detected =
          Optional.ofNullable(states.get(bike))
              .map(it -> MotionDetector.detect(it, fix))
              .orElseGet(() -> MotionDetector.first(fix));
      states.put(bike, detected.state());
      return detected.turn().stream()
          .map(it -> new Motion(bike, it.motion(), it.since(), fix.measuredAt()));
    };
  }

  @Override
  public String key(Motion motion) {
    return motion.bike();
  }

  @Override
  public Instant since(Motion motion) {
    return motion.since();
  }

  @Override
  public String told(Motion motion) {
    return "%s since %s, known at %s"
        .formatted(
            motion.motion().name().toLowerCase(Locale.ROOT), motion.since(), motion.judgedAt());
  }
}
