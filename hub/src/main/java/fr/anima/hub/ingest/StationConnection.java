package fr.anima.hub.ingest;

import fr.anima.hub.ingest.dialects.Dialects;
import fr.anima.hub.ingest.packets.PacketFlaw;
import fr.anima.hub.stations.StationRegistry;
import fr.anima.wire.SamplingPlan;
import fr.anima.wire.StationId;
import fr.anima.wire.WireJson;
import fr.anima.wire.WireTopic;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.messages.MqttPublishMessage;
import io.vertx.mqtt.messages.MqttSubscribeMessage;
import io.vertx.mqtt.messages.codes.MqttDisconnectReasonCode;
import io.vertx.mqtt.messages.codes.MqttSubAckReasonCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One station's connection, on its event loop. What it publishes is acknowledged in one place, when
 * all of it is in the log.
 */
final class StationConnection {
  private static final Logger log = LoggerFactory.getLogger(StationConnection.class);

  private final MqttEndpoint endpoint;
  private final StationRegistry.Entry station;
  private final Context context;
  private final Ingest ingest;
  private final Flow flow;
  private final String id = UUID.randomUUID().toString();
  private boolean hearsPlans;
  private volatile boolean announced;
  private volatile Instant heardAt;

  StationConnection(
      MqttEndpoint endpoint, StationRegistry.Entry station, Context context, Ingest ingest) {
    this.endpoint = endpoint;
    this.station = station;
    this.context = context;
    this.ingest = ingest;
    this.flow = new Flow(endpoint, context, ingest.capacity(), this::store);
    this.heardAt = ingest.clock().instant();
  }

  StationId station() {
    return station.id();
  }

  void open() {
    endpoint.publishHandler(this::take);
    endpoint.subscribeHandler(this::subscribe);
    endpoint.unsubscribeHandler(message -> endpoint.unsubscribeAcknowledge(message.messageId()));
    endpoint.pingHandler(ping -> heard());
    endpoint.exceptionHandler(this::broken);
    endpoint.closeHandler(closed -> closed());
    if (!station.isCanary()) {
      ingest.meters().connected();
      ingest.connections().opened(this);
    }
    Answers.accept(endpoint, ingest.clock().instant(), station.speech().isPresent());
    if (!station.isCanary()) {
      announce();
    }
  }

  private void announce() {
    heard();
    ingest
        .log()
        .append(Presence.TOPIC, station.id().value(), new Presence(station.id().value(), id))
        .onFailure(
            why -> log.debug("presence not told station={} why={}", station.id(), why.toString()));
    log.info("station connected station={} mqtt={}", station.id(), endpoint.protocolVersion());
  }

  /** The log told of a connection of this station, on whichever hub. */
  void told(Presence of) {
    if (of.connection().equals(id)) {
      announced = true;
    } else if (announced) {
      takenOver();
    }
  }

  /** The same key came in again: a restarted agent, or a cloned card. */
  void takenOver() {
    String twins =
        ingest
            .twins()
            .turnedOut(
                station.id(), endpoint.remoteAddress().hostAddress(), ingest.clock().instant());
    if (!twins.isEmpty()) {
      ingest.refuse(station.id(), Reason.TWO_DEVICES, twins);
    }
    end(MqttDisconnectReasonCode.SESSION_TAKEN_OVER, "the same key connected again");
  }

  void revoked() {
    end(MqttDisconnectReasonCode.NOT_AUTHORIZED, "this station's key is no longer valid");
  }

  /** Somebody said how often this station shall sample. */
  void planned(SamplingPlan plan) {
    context.runOnContext(now -> tell(plan));
  }

  void stopping() {
    end(MqttDisconnectReasonCode.SERVER_SHUTTING_DOWN, "the hub stops; connect again");
  }

  /**
   * Ends a connection that said nothing for one and a half times what it may; not one that could
   * not be heard.
   */
  void endIfSilent(Instant now) {
    if (!flow.isReading()) {
      heardAt = now;
      return;
    }
    int seconds = endpoint.keepAliveTimeSeconds();
    int most = Answers.mostSilence(station.speech().isPresent());
    int agreed = seconds == 0 ? most : Math.min(seconds, most);
    if (heardAt.plus(Duration.ofMillis(agreed * 1500L)).isBefore(now)) {
      end(MqttDisconnectReasonCode.KEEP_ALIVE_TIMEOUT, "nothing was heard for too long");
    }
  }

  private void take(MqttPublishMessage message) {
    heard();
    boolean kept = message.isRetain() && station.speech().isEmpty();
    if (message.qosLevel() == MqttQoS.EXACTLY_ONCE || kept) {
      end(
          kept
              ? MqttDisconnectReasonCode.RETAIN_NOT_SUPPORTED
              : MqttDisconnectReasonCode.QOS_NOT_SUPPORTED,
          "publish with QoS 0 or 1, not retained");
      return;
    }
    if (station.speech().isEmpty() && message.payload().length() > Answers.PACKET_BYTES) {
      refuse(
          PacketFlaw.Kind.PACKET_TOO_LARGE,
          "a packet of more than " + Answers.PACKET_BYTES + " bytes");
      return;
    }
    if (Answers.speaksMqtt5(endpoint) && flow.unacknowledged() >= Answers.RECEIVE_MAXIMUM) {
      end(
          MqttDisconnectReasonCode.RECEIVE_MAXIMUM_EXCEEDED,
          "more than " + Answers.RECEIVE_MAXIMUM + " publishes wait for their acknowledgement");
      return;
    }
    flow.arrived(message);
  }

  private void store(MqttPublishMessage message) {
    Intake.Said said = judge(message, message.payload().getBytes());
    said.appendTo(ingest.log())
        .onComplete(
            stored -> {
              answer(message, said, stored);
              flow.answered(message);
            });
  }

  /** The one place where stations of other makes part from ours. */
  private Intake.Said judge(MqttPublishMessage message, byte[] payload) {
    String topic = message.topicName();
    Instant now = ingest.clock().instant();
    return station
        .speech()
        .map(
            speech -> {
              var publish = new Dialects.Publish(topic, payload, message.isRetain());
              return ingest.foreign().judge(station, speech, publish, now);
            })
        .orElseGet(() -> Intake.judge(station, topic, payload, now));
  }

  /**
   * The only place that acknowledges: everything of this publish is on disk, or it is not said so.
   */
  private void answer(MqttPublishMessage message, Intake.Said said, AsyncResult<Void> stored) {
    if (stored.failed()) {
      ingest.meters().failed();
      // The log itself says once that it does not acknowledge.
      log.debug("publish not stored station={} topic={}", station.id(), message.topicName());
      end(MqttDisconnectReasonCode.SERVER_BUSY, "could not be stored now; send it again");
      return;
    }
    if (!station.isCanary()) {
      ingest.stored(station.id(), said);
    }
    if (message.qosLevel() == MqttQoS.AT_LEAST_ONCE && endpoint.isConnected()) {
      if (said.foreign() && !Answers.speaksMqtt5(endpoint)) {
        endpoint.close();
        return;
      }
      Answers.acknowledge(endpoint, message.messageId(), said);
    }
    if (said.foreign()) {
      end(MqttDisconnectReasonCode.NOT_AUTHORIZED, said.refusals().get(0).detail());
    }
  }

  private void subscribe(MqttSubscribeMessage message) {
    heard();
    List<Boolean> granted =
        message.topicSubscriptions().stream().map(it -> mayHear(it.topicName())).toList();
    if (Answers.speaksMqtt5(endpoint)) {
      endpoint.subscribeAcknowledge(
          message.messageId(),
          granted.stream()
              .map(
                  it ->
                      it ? MqttSubAckReasonCode.GRANTED_QOS1 : MqttSubAckReasonCode.NOT_AUTHORIZED)
              .toList(),
          MqttProperties.NO_PROPERTIES);
    } else {
      endpoint.subscribeAcknowledge(
          message.messageId(),
          granted.stream().map(it -> it ? MqttQoS.AT_LEAST_ONCE : MqttQoS.FAILURE).toList());
    }
    hearsPlans = hearsPlans || (station.speech().isEmpty() && granted.contains(true));
    ingest.registry().plan(station.id()).ifPresent(this::tell);
  }

  /** Ours hear their plan; one of another make what is its own, where nobody ever speaks. */
  private boolean mayHear(String filter) {
    return station
        .speech()
        .map(it -> Dialects.isOwnFilter(station.id(), it.dialect(), filter))
        .orElseGet(() -> filter.equals(WireTopic.planOf(station.id())));
  }

  /** The plan in force when it asks, then each new one; its heartbeat names the one it follows. */
  private void tell(SamplingPlan plan) {
    if (hearsPlans && endpoint.isConnected()) {
      Buffer payload = Buffer.buffer(WireJson.encode(plan));
      String topic = WireTopic.planOf(station.id());
      endpoint.publish(topic, payload, MqttQoS.AT_LEAST_ONCE, false, false);
    }
  }

  private void heard() {
    heardAt = ingest.clock().instant();
    if (!station.isCanary()) {
      ingest.registry().heard(station.id(), heardAt);
    }
  }

  private void broken(Throwable why) {
    if (why instanceof PacketFlaw flaw) {
      refuse(flaw.kind(), String.valueOf(flaw.getMessage()));
    } else {
      log.info("connection broken station={} why={}", station.id(), why.toString());
      end(MqttDisconnectReasonCode.MALFORMED_PACKET, "the packet was not understood");
    }
  }

  /** Nothing of the packet is taken, and the connection ends. */
  private void refuse(PacketFlaw.Kind kind, String what) {
    boolean large = kind == PacketFlaw.Kind.PACKET_TOO_LARGE;
    ingest.refused(station.id(), (large ? Reason.TOO_LARGE : Reason.MALFORMED_PACKET).word(), what);
    end(Answers.codeOf(kind), what);
  }

  private void end(MqttDisconnectReasonCode code, String why) {
    context.runOnContext(
        now -> {
          if (endpoint.isConnected()) {
            log.info("connection ended by the hub station={} why={}", station.id(), why);
            Answers.disconnect(endpoint, code, why);
          }
        });
  }

  private void closed() {
    flow.close();
    if (station.isCanary()) {
      return;
    }
    ingest.meters().closed();
    ingest.connections().closed(this);
    log.info("station disconnected station={}", station.id());
  }
}
