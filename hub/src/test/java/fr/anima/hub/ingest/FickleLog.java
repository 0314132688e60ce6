package fr.anima.hub.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fr.anima.hub.eventlog.EventLog;
import fr.anima.hub.eventlog.Topic;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;

/** A log in one of its moods; whatever it is given can be read again as it was. */
final class FickleLog implements EventLog {
  private final Mood mood;
  private final List<Promise<Void>> waiting = new ArrayList<>();

  /** How it answers. */
  enum Mood {
    AT_ONCE,
    WHEN_ASKED,
    NEVER_WELL
  }

  FickleLog(Mood mood) {
    this.mood = mood;
  }

  @Override
  public <T> Future<Void> append(Topic<T> topic, String key, T value) {
    assertEquals(value, topic.codec().decode(topic.codec().encode(value)));
    if (mood == Mood.AT_ONCE) {
      return Future.succeededFuture();
    }
    if (mood == Mood.NEVER_WELL) {
      return Future.failedFuture("the disk is gone");
    }
    Promise<Void> promise = Promise.promise();
    waiting.add(promise);
    return promise.future();
  }

  /** Answers what waits; more may come meanwhile. */
  void answer() {
    while (!waiting.isEmpty()) {
      waiting.remove(0).complete();
    }
  }
}
