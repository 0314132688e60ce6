package fr.anima.edge.uplink;

import fr.anima.edge.spool.SpoolLoss;
import fr.anima.edge.spool.SpoolRecord;
import fr.anima.wire.WireGzip;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection's worth of sending: which batches are under way, which wait, what an answer does.
 * Used by the uplink's thread alone.
 */
final class HubSession {
  private static final Logger LOG = LoggerFactory.getLogger(HubSession.class);
  private static final int MOST_IN_FLIGHT = 64;
  private static final int ENVELOPE = 128; // topic, header and properties of a publish
  private static final int MOST_HELD = 1_000; // a hub that puts off all it gets is not given more
  private static final int PACKET_TOO_LARGE = 0x95; // the hub would end the connection over it
  private static final int TOPIC_NAME_INVALID = 0x90;

  private final Outbox outbox;
  private final Tally tally;
  private final Strikes strikes;
  private final Suspects suspects;
  private final HubLink link;
  private final Deque<Batch> ready = new ArrayDeque<>();
  private final Deque<Held> held = new ArrayDeque<>();

  /** By identity: a batch would be hashed and compared by all that it carries. */
  private final IdentityHashMap<Batch, Sent> inFlight = new IdentityHashMap<>();

  private final SendWindow room;
  private final Backoff patience;
  private Backoff pause;
  private long pausedUntil = System.nanoTime();
  private int bytesInFlight;
  private int mostInFlight = 1;
  private long mostPacket = Long.MAX_VALUE;
  private boolean packs;
  private boolean useful;

  /** When a batch was published, its bytes, those on their way and {@link Strikes#stored} then. */
  private record Sent(long nanos, int bytes, int onTheirWay, long stored) {}

  /** What is held against single records, over all connections. */
  record Blame(Strikes strikes, Suspects suspects) {}

  /** What the hub put off while it took others. */
  private record Held(Batch batch, long dueNanos) {}

  /**
   * A session that has not begun.
   *
   * @param patience before what the hub put off is sent again
   * @param room how much may be on its way
   */
  HubSession(
      Outbox outbox, Tally tally, Blame blame, HubLink link, Backoff patience, SendWindow room) {
    this.patience = patience;
    this.pause = patience;
    this.room = room;
    this.outbox = outbox;
    this.tally = tally;
    this.strikes = blame.strikes();
    this.suspects = blame.suspects();
    this.link = link;
  }

  /**
   * The hub has accepted the connection and says what it bears.
   *
   * @throws IOException when Paho cannot keep to it
   */
  void accepted(MqttProperties limits) throws IOException {
    Integer receiveMaximum = limits.getReceiveMaximum();
    if (receiveMaximum != null && receiveMaximum < 1) {
      // Paho 1.2.5 reads the two bytes as a signed number and then never publishes
      throw new IOException("the hub announces a receive maximum above 32767: lower it to 64");
    }
    mostInFlight =
        receiveMaximum == null ? MOST_IN_FLIGHT : Math.min(MOST_IN_FLIGHT, receiveMaximum);
    Long packet = limits.getMaximumPacketSize();
    if (packet != null) {
      mostPacket = Math.max(1, packet - ENVELOPE);
    }
    packs = Answer.said(limits, WireGzip.PROPERTY).filter(WireGzip.WORD::equals).isPresent();
    outbox.spool().beginSession();
    suspects.beginSession();
    tally.connected();
  }

  /** Publishes what fits; what does not waits for an answer or a moment. */
  void publish() throws MqttException {
    while (isOpen()) {
      Optional<Batch> next = next();
      if (next.isEmpty()) {
        return;
      }
      send(next.get());
    }
  }

  /** What is beyond suspicion, and a suspect when nothing else is on its way. */
  private Optional<Batch> next() {
    while (!(useful && suspects.isTheirTurn(System.nanoTime())) && pull()) {
      Batch next = ready.remove();
      if (!suspects.keepBack(next)) {
        return Optional.of(next);
      }
    }
    return inFlight.isEmpty() ? suspects.next() : Optional.empty();
  }

  /** Whether there is something ready; takes more from the spool, unless enough is put off. */
  private boolean pull() {
    while (!held.isEmpty() && System.nanoTime() - held.getFirst().dueNanos() >= 0) {
      ready.addLast(held.removeFirst().batch());
    }
    if (ready.isEmpty() && held.size() + suspects.waiting() < MOST_HELD) {
      int bytes = (int) Math.min(room.batchBytes(), mostPacket);
      ready.addAll(suspects.apart(outbox.nextUnsent(room.records()), bytes));
    }
    return !ready.isEmpty();
  }

  private void send(Batch next) throws MqttException {
    if (next.bytes() > mostPacket) {
      refused(next, PACKET_TOO_LARGE, new MqttProperties());
    } else if (!HubLink.speaks(next.channel())) {
      refused(next, TOPIC_NAME_INVALID, new MqttProperties());
    } else {
      publish(next);
    }
  }

  private void publish(Batch batch) throws MqttException {
    byte[] payload = packs ? batch.packed() : batch.payload();
    bytesInFlight += payload.length;
    inFlight.put(
        batch, new Sent(System.nanoTime(), payload.length, bytesInFlight, strikes.stored()));
    try {
      link.publish(batch, payload);
    } catch (MqttException why) {
      inFlight.remove(batch);
      bytesInFlight -= payload.length;
      suspects.wasNotSent(batch);
      ready.addFirst(batch);
      if (why.getReasonCode() != MqttClientException.REASON_CODE_MAX_INFLIGHT) {
        throw why;
      }
      // Paho frees a place a little after it has told of the answer
      pausedUntil = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(50);
    }
  }

  /** Whether nothing is on its way or put off. */
  boolean isIdle() {
    return inFlight.isEmpty() && ready.isEmpty() && held.isEmpty() && suspects.waiting() == 0;
  }

  private boolean isOpen() {
    return !suspects.isOneAlone()
        && inFlight.size() < mostInFlight
        && (inFlight.isEmpty() || bytesInFlight < room.bytes())
        && System.nanoTime() - pausedUntil >= 0;
  }

  /** Whether the hub took anything: then the next attempt need not wait long. */
  boolean wasUseful() {
    return useful;
  }

  /**
   * The connection is gone.
   *
   * @param isCut whether the hub ended it and gave no reason of its own
   */
  void ended(boolean isCut) {
    if (!useful && !inFlight.isEmpty()) {
      room.endedUnanswered();
    }
    if (isCut) {
      suspects
          .cut(inFlight.keySet(), useful)
          .ifPresent(it -> setAside(it, "the hub ends the connection over it"));
    }
  }

  /** The hub's PUBACK for a batch. */
  void answered(Batch batch, int reasonCode, MqttProperties more) {
    Sent sent = inFlight.remove(batch);
    if (sent != null) {
      bytesInFlight -= sent.bytes();
      room.answered(sent.onTheirWay(), System.nanoTime() - sent.nanos());
    }
    suspects.answered(batch);
    switch (Answer.of(reasonCode)) {
      case STORED -> {
        useful = true;
        pause = patience;
        strikes.passed(batch);
        tally.acknowledged(forget(batch));
      }
      case REFUSED -> {
        useful = true;
        strikes.passed(batch);
        refused(batch, reasonCode, more);
      }
      case LATER -> {
        String reason = Answer.reason(reasonCode, more);
        boolean itself = Answer.canBeAboutTheRecord(reasonCode);
        long since = sent == null ? strikes.stored() : sent.stored();
        switch (strikes.putOff(batch, since, itself)) {
          case ALL_WAIT -> {
            ready.addFirst(batch);
            slowDown(reason);
          }
          case THIS_WAITS -> (itself ? batch.apart() : List.of(batch)).forEach(this::hold);
          case GIVEN_UP -> {
            if (!setAside(batch.records().get(0), reason)) {
              hold(batch);
            }
          }
        }
      }
    }
  }

  private void hold(Batch batch) {
    held.addLast(new Held(batch, System.nanoTime() + patience.delay(0.5).toNanos()));
  }

  /** False when the card refuses: it is asked again after as many refusals, or cuts, more. */
  private boolean setAside(SpoolRecord record, String reason) {
    boolean kept = outbox.spool().setAside(record, reason);
    if (kept) {
      LOG.warn(
          "set aside as dead letter, the hub never takes it record={} reason={}", record, reason);
    }
    return kept;
  }

  private long forget(Batch batch) {
    return batch.records().stream().filter(outbox.spool()::forget).count();
  }

  private void refused(Batch batch, int reasonCode, MqttProperties more) {
    suspects.answered(batch);
    long refused = Math.min(Answer.refused(more, batch.records().size()), batch.records().size());
    String reason = Answer.reason(reasonCode, more);
    SpoolRecord first = batch.records().get(0);
    String detail = reason + ", batch from " + first;
    outbox.spool().lose(new SpoolLoss(SpoolLoss.REFUSED, refused, batch.range(), detail));
    tally.acknowledged(Math.max(0, forget(batch) - refused));
    int end = reason.indexOf(':');
    if (tally.refused(end < 0 ? reason : reason.substring(0, end), refused)) {
      LOG.warn("the hub refused for ever records={} reason={} first={}", refused, reason, first);
    }
  }

  private void slowDown(String reason) {
    long wait = pause.delay(0.5).toNanos();
    pause = pause.longer();
    pausedUntil = System.nanoTime() + wait;
    if (tally.trouble("the hub holds messages up: " + reason)) {
      LOG.warn("the hub holds messages up reason={} trying again", reason);
    }
  }
}
