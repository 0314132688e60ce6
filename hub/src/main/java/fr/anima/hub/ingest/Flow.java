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
  /** After this an event loop has come round and read what waited at a socket it was let to. */
  private static final long READ_MILLIS = 1;

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
    boolean full = isFull();
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

  private boolean isFull() {
    int share = valve.isOpen() ? 1 : 2;
    return unanswered + held.size() >= Answers.RECEIVE_MAXIMUM / share
        || bytes >= Capacity.SHARE / share
        || valve.isClogged();
  }

  /** Reads, be the hub full again meanwhile: this one's share of the room is promised to it. */
  private void roomAgain() {
    awaitsRoom = false;
    if (closed || valve.isOpen() || isFull() || capacity.isSuspended()) {
      capacity.hasRead();
      regulate();
    } else {
      valve.open();
      context.owner().setTimer(READ_MILLIS, read -> capacity.hasRead());
    }
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
