package fr.anima.hub.ingest.broker;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Acknowledgements in the order in which the publishes came, as [MQTT-4.6.0-2] wants it, whatever
 * is stored first. Any thread may use it.
 */
final class Turns {
  private final Deque<Turn> waiting = new ArrayDeque<>();

  /** The last in the queue; its answer is given when it and all before it are done. */
  synchronized Turn next(Runnable answer) {
    Turn turn = new Turn(answer);
    waiting.add(turn);
    return turn;
  }

  /** One publish. */
  final class Turn {
    private final Runnable answer;
    private boolean done;

    private Turn(Runnable answer) {
      this.answer = answer;
    }

    void done() {
      synchronized (Turns.this) {
        done = true;
        for (Turn first = waiting.peek(); first != null && first.done; first = waiting.peek()) {
          waiting.remove().answer.run();
        }
      }
    }
  }
}
