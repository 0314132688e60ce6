package fr.anima.hub.ingest;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.messages.MqttPublishMessage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * What one station has said and was not yet answered for. Beyond {@link Answers#RECEIVE_MAXIMUM}
 * publishes or half a mebibyte its socket is left unread, and so it is while all stations together
 * wait for too much. One read that was under way then is held, at most 64 KiB and a packet.
 *
 * <p>Lives on the connection's event loop.
 */
final class Flow {
  /** Bytes of one station: enough for its backlog, too few for a flood to fill the hub alone. */
  private static final long MOST_BYTES = 512L * 1024;

  private final Context context;
  private final Capacity capacity;
  private final Consumer<MqttPublishMessage> next;
  private final Valve valve;
  private final Deque<MqttPublishMessage> held = new ArrayDeque<>();
  private int unanswered;
  private int unacknowledged;
  private long bytes;
  private boolean awaitsRoom;
  private boolean closed;

  /**
   * Of that connection.
   *
   * @param next is handed each publish in order; {@link #answered} must follow, at some time
   */
  Flow(
      MqttEndpoint endpoint,
      Context context,
      Capacity capacity,
      Consumer<MqttPublishMessage> next) {
    this.context = context;
    this.capacity = capacity;
    this.next = next;
    this.valve = Valve.of(endpoint, () -> context.runOnContext(drained -> regulate()));
  }

  /** Whether the station is read from; any thread may ask. */
  boolean isReading() {
    return valve.isOpen();
  }

  /** Publishes with QoS 1 that wait for their PUBACK. */
  int unacknowledged() {
    return unacknowledged;
  }

  /** Takes what was read. */
  void arrived(MqttPublishMessage publish) {
    unacknowledged += isPromised(publish) ? 1 : 0;
    bytes += weight(publish);
    capacity.take(weight(publish));
    held.add(publish);
    goOn();
  }

  /** What was handed on is done with. */
  void answered(MqttPublishMessage publish) {
    unanswered--;
    forget(publish);
    goOn();
  }

  /** The connection is gone: what was held was never acknowledged and will come again. */
  void close() {
    closed = true;
    held.forEach(this::forget);
    held.clear();
  }

  private void forget(MqttPublishMessage publish) {
    unacknowledged -= isPromised(publish) ? 1 : 0;
    bytes -= weight(publish);
    capacity.give(weight(publish));
  }

  private void goOn() {
    while (!held.isEmpty() && unanswered < Answers.RECEIVE_MAXIMUM) {
      unanswered++;
      next.accept(held.remove());
    }
    regulate();
  }

  /** Reading stops at the limit and begins again at half of it, so that it is not always turned. */
  private void regulate() {
    if (closed) {
      return;
    }
    int share = valve.isOpen() ? 1 : 2;
    boolean full =
        unanswered + held.size() >= Answers.RECEIVE_MAXIMUM / share
            || bytes >= MOST_BYTES / share
            || valve.isClogged();
    boolean crowded = !full && capacity.isFull();
    if (crowded && !awaitsRoom) {
      awaitsRoom = true;
      capacity.awaitRoom(() -> context.runOnContext(room -> roomAgain()));
    }
    if (valve.isOpen() && (full || crowded)) {
      valve.shut();
    } else if (!valve.isOpen() && !full && !crowded) {
      valve.open();
    }
  }

  private void roomAgain() {
    awaitsRoom = false;
    regulate();
  }

  private static boolean isPromised(MqttPublishMessage publish) {
    return publish.qosLevel() == MqttQoS.AT_LEAST_ONCE;
  }

  private static long weight(MqttPublishMessage publish) {
    Buffer payload = publish.payload();
    return Capacity.weight(
        payload.length(), payload.length() > 0 && payload.getByte(0) == Capacity.GZIP);
  }
}
