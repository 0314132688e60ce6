package fr.anima.edge.uplink;

import fr.anima.edge.clock.StationClock;
import fr.anima.edge.trust.Trust;
import fr.anima.wire.HubTime;
import fr.anima.wire.Message;
import fr.anima.wire.WireTopic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.MqttPingSender;
import org.eclipse.paho.mqttv5.client.internal.ClientComms;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;

/**
 * One MQTT 5 connection, through Paho. A new one is made for each attempt: Paho's own reconnecting
 * and its message store stay unused, the spool decides what is sent.
 *
 * <p>What Paho calls back on its threads is handed to the uplink's inbox.
 */
final class HubLink {
  /** What the connection tells, in the uplink's own thread. */
  interface Listener {
    void accepted(MqttProperties limits);

    void answered(Batch batch, int reasonCode, MqttProperties more);

    void arrived(byte[] plan);

    void ended(Ending ending);
  }

  private static final int CONNECT_SECONDS = 10;

  private final UplinkConfig config;
  private final StationClock clock;
  private final Rhythm rhythm;
  private final Consumer<Runnable> inbox;
  private final Listener listener;
  private final MqttAsyncClient client;
  private final Pulse pulse = new Pulse();
  private volatile long heardAt = System.nanoTime();

  HubLink(
      UplinkConfig config,
      StationClock clock,
      Rhythm rhythm,
      Consumer<Runnable> inbox,
      Listener listener)
      throws MqttException {
    this.config = config;
    this.clock = clock;
    this.rhythm = rhythm;
    this.inbox = inbox;
    this.listener = listener;
    client =
        new MqttAsyncClient(
            config.hub().toString(),
            config.station().value(),
            new MemoryPersistence(),
            pulse,
            null);
    client.setCallback(new Callbacks());
  }

  /** Starts connecting; the listener hears how it ends. */
  void connect() throws MqttException, IOException {
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setCleanStart(true);
    options.setAutomaticReconnect(false);
    options.setKeepAliveInterval((int) rhythm.keepAlive().toSeconds());
    options.setConnectionTimeout(CONNECT_SECONDS);
    options.setUserName(config.station().value());
    options.setPassword(config.key().getBytes(StandardCharsets.UTF_8));
    if ("ssl".equals(config.hub().getScheme())) {
      options.setSocketFactory(Trust.sockets(config.authority(), clock.now()));
      options.setHttpsHostnameVerificationEnabled(true);
    }
    long askedNanos = clock.nanos();
    client.connect(
        options,
        null,
        Told.of(
            token -> {
              MqttProperties said = properties(token);
              setClock(said, askedNanos);
              tell(() -> listener.accepted(said));
            },
            why -> tell(() -> listener.ended(Ending.of("cannot connect: " + Ending.words(why))))));
  }

  /** Before anything is published: what was estimated leaves corrected. */
  private void setClock(MqttProperties said, long askedNanos) {
    long heardNanos = clock.nanos();
    Answer.said(said, HubTime.PROPERTY)
        .flatMap(HubTime::ofWord)
        .ifPresent(time -> clock.hubSaid(time, askedNanos, heardNanos));
  }

  /** Asks for the station's sampling plans; a hub that has none to give is no trouble. */
  void subscribe() throws MqttException {
    client.subscribe(
        WireTopic.planOf(config.station()), 1, null, Told.of(token -> heard(), why -> {}));
  }

  void publish(Batch batch, byte[] payload) throws MqttException {
    String topic = topic(batch.channel());
    MqttMessage message = new MqttMessage(payload, 1, false, new MqttProperties());
    client.publish(
        topic,
        message,
        null,
        Told.of(
            token -> {
              heard();
              int code = code(token);
              MqttProperties more = properties(token);
              tell(() -> listener.answered(batch, code, more));
            },
            why -> {})); // the connection ended, which is told once
  }

  /** Whether there is a topic for that channel. */
  static boolean speaks(String channel) {
    return Arrays.stream(Message.Kind.values()).anyMatch(it -> it.word().equals(channel));
  }

  private String topic(String channel) {
    return new WireTopic(config.station(), Message.Kind.ofWord(channel)).name();
  }

  /** Sends a ping when one is due, and ends a connection on which nothing comes back. */
  void beat() {
    if (System.nanoTime() - heardAt > rhythm.silent().toNanos()) {
      listener.ended(Ending.of("the hub is silent"));
    } else {
      pulse.beat(Told.of(token -> heard(), why -> {}));
    }
  }

  /** Ends the connection, telling the hub when it can still hear. */
  void close() {
    try {
      if (client.isConnected()) {
        client.disconnectForcibly(0, 300, 0, new MqttProperties());
      } else {
        client.disconnectForcibly(0, 0, false);
      }
      client.close(true);
    } catch (MqttException alreadyGone) {
      // nothing is left to close
    }
  }

  private void heard() {
    heardAt = System.nanoTime();
  }

  private void tell(Runnable event) {
    inbox.accept(event);
  }

  private static int code(IMqttToken token) {
    int[] codes = token.getReasonCodes();
    return codes == null || codes.length == 0 ? 0 : codes[0];
  }

  private static MqttProperties properties(IMqttToken token) {
    MqttProperties properties = token.getResponseProperties();
    return properties == null ? new MqttProperties() : properties;
  }

  private final class Callbacks implements MqttCallback {
    @Override
    public void disconnected(MqttDisconnectResponse response) {
      Ending ending = Ending.of(response);
      tell(() -> listener.ended(ending));
    }

    @Override
    public void mqttErrorOccurred(MqttException why) {
      tell(() -> listener.ended(Ending.of(Ending.words(why))));
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
      heard();
      if (topic.equals(WireTopic.planOf(config.station()))) {
        tell(() -> listener.arrived(message.getPayload()));
      }
    }

    @Override
    public void deliveryComplete(IMqttToken token) {
      // the action listener of the publish is told
    }

    @Override
    public void connectComplete(boolean again, String where) {
      heard();
    }

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {
      // not used: stations sign in with their key
    }
  }

  /** Paho's pinging without a timer thread of its own: the uplink's thread gives the beat. */
  private static final class Pulse implements MqttPingSender {
    private volatile @Nullable ClientComms comms;
    private volatile boolean running;

    @Override
    public void init(ClientComms given) {
      comms = given;
    }

    @Override
    public void start() {
      running = true;
    }

    @Override
    public void stop() {
      running = false;
    }

    @Override
    public void schedule(long delayMillis) {
      // the next beat comes by itself
    }

    void beat(MqttActionListener answered) {
      ClientComms now = comms;
      if (running && now != null) {
        now.checkForActivity(answered);
      }
    }
  }

  /** Two functions as the listener Paho wants. */
  private record Told(Consumer<IMqttToken> success, Consumer<@Nullable Throwable> failure)
      implements MqttActionListener {
    static Told of(Consumer<IMqttToken> success, Consumer<@Nullable Throwable> failure) {
      return new Told(success, failure);
    }

    @Override
    public void onSuccess(IMqttToken token) {
      success.accept(token);
    }

    @Override
    public void onFailure(IMqttToken token, @Nullable Throwable why) {
      failure.accept(why);
    }
  }
}
