package fr.anima.hub.ingest.broker;

import fr.anima.hub.ingest.BrokerIntake;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/**
 * One connection to the broker, through Paho; a new one is made for each, so that an answer never
 * meets the packet number of another connection. The broker keeps its own side of the session.
 */
final class BrokerSession implements AutoCloseable {
  /** Before every filter: hubs that share this name share the work. */
  static final String SHARE = "$share/anima/";

  /** Publishes the broker may send before the first is answered: two to four flushes' worth. */
  private static final int RECEIVE_MAXIMUM = 256;

  /** With those of QoS 0, for which the broker waits for nobody; then its socket is left unread. */
  private static final int MOST_WAITING = 2 * RECEIVE_MAXIMUM;

  /** How long the broker keeps what waits for a hub that is away. */
  private static final Duration KEPT = Duration.ofDays(31);

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int KEEP_ALIVE_SECONDS = 30;
  private static final int AT_LEAST_ONCE = 1;

  /** SUBACK and UNSUBACK codes from here on are refusals. */
  private static final int FAILURE = 0x80;

  private final MqttAsyncClient client;
  private final BrokerIntake intake;
  private final Turns turns = new Turns();
  private final Semaphore room = new Semaphore(MOST_WAITING);
  private final CompletableFuture<String> end = new CompletableFuture<>();
  private final Set<String> heard = new TreeSet<>();
  private boolean resumed;

  private BrokerSession(BrokerConfig config, BrokerIntake intake) throws MqttException {
    this.intake = intake;
    this.client = new MqttAsyncClient(config.uri(), config.name(), new MemoryPersistence());
    client.setManualAcks(true);
    client.setCallback(new Callbacks());
  }

  /**
   * Connects. Blocks for some seconds at most.
   *
   * @throws IOException when the authority cannot be read, or the broker refuses or does not answer
   */
  static BrokerSession open(BrokerConfig config, BrokerIntake intake) throws IOException {
    try {
      BrokerSession session = new BrokerSession(config, intake);
      try {
        IMqttToken connected = session.client.connect(options(config));
        await(connected);
        session.resumed = connected.getSessionPresent();
        return session;
      } catch (MqttException why) {
        session.close();
        throw why;
      }
    } catch (MqttException | GeneralSecurityException why) {
      throw new IOException(words(why), why);
    }
  }

  /** Whether the broker knew this hub, and kept what came since it was last there. */
  boolean isResumed() {
    return resumed;
  }

  /** Asks for what these filters match, and for nothing else any more. Blocks. */
  void follow(Set<String> filters) throws IOException {
    try {
      for (String filter : filters) {
        if (!heard.contains(filter)) {
          accepted(client.subscribe(SHARE + filter, AT_LEAST_ONCE), filter);
          heard.add(filter);
        }
      }
      for (String filter : Set.copyOf(heard)) {
        if (!filters.contains(filter)) {
          await(client.unsubscribe(SHARE + filter));
          heard.remove(filter);
        }
      }
    } catch (MqttException why) {
      throw new IOException(words(why), why);
    }
  }

  /** Leaves a plan with the broker, for whenever its station asks. Blocks. */
  void leave(String topic, byte[] plan) throws IOException {
    try {
      await(client.publish(topic, plan, AT_LEAST_ONCE, true));
    } catch (MqttException why) {
      throw new IOException(words(why), why);
    }
  }

  /** Waits that long for the end of the connection, and says why when it ended. */
  boolean isOver(Duration within) throws IOException, InterruptedException {
    try {
      throw new IOException(end.get(within.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException lives) {
      return false;
    } catch (ExecutionException never) {
      throw new IllegalStateException(never);
    }
  }

  /** Ends the connection; the broker keeps what was not answered. */
  @Override
  public void close() {
    end.complete("closed");
    try {
      if (client.isConnected()) {
        client.disconnectForcibly(0, PATIENCE.toMillis() / 10, 0, new MqttProperties());
      } else {
        client.disconnectForcibly(0, 0, false);
      }
      client.close(true);
    } catch (MqttException alreadyGone) {
      // nothing is left to close
    }
  }

  private void take(String topic, MqttMessage message) throws InterruptedException {
    if (!room.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      end.complete("the log took nothing for " + PATIENCE.toSeconds() + " s");
      return;
    }
    int number = message.getId();
    int quality = message.getQos();
    Turns.Turn turn = turns.next(() -> acknowledge(number, quality));
    intake
        .take(topic, message.getPayload(), message.isRetained())
        .onComplete(
            stored -> {
              room.release();
              if (stored.succeeded()) {
                turn.done();
              } else {
                end.complete("not stored: " + stored.cause().getMessage());
              }
            });
  }

  /** Nothing after the end: what was not answered by then comes again. */
  private void acknowledge(int number, int quality) {
    if (quality == 0 || end.isDone()) {
      return;
    }
    try {
      client.messageArrivedComplete(number, quality);
    } catch (MqttException why) {
      end.complete(words(why));
    }
  }

  private static MqttConnectionOptions options(BrokerConfig config)
      throws IOException, GeneralSecurityException {
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setCleanStart(false);
    options.setSessionExpiryInterval(KEPT.toSeconds());
    options.setReceiveMaximum(RECEIVE_MAXIMUM);
    options.setMaximumPacketSize((long) BrokerIntake.PACKET_BYTES);
    options.setAutomaticReconnect(false);
    options.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
    options.setConnectionTimeout((int) PATIENCE.toSeconds());
    config
        .credentials()
        .ifPresent(
            it -> {
              options.setUserName(it.user());
              options.setPassword(it.password().getBytes(StandardCharsets.UTF_8));
            });
    if (config.isSecure()) {
      options.setSocketFactory(BrokerTrust.sockets(config.authority()));
      options.setHttpsHostnameVerificationEnabled(true);
    }
    return options;
  }

  private static void accepted(IMqttToken token, String filter) throws MqttException, IOException {
    await(token);
    int code = token.getReasonCodes()[0];
    if (code >= FAILURE) {
      throw new IOException(
          "the broker refuses " + filter + " with code " + code + ": see its access list");
    }
  }

  private static void await(IMqttToken token) throws MqttException {
    token.waitForCompletion(PATIENCE.toMillis());
  }

  private static String words(Exception why) {
    return why.getCause() == null
        ? String.valueOf(why.getMessage())
        : why.getMessage() + ": " + why.getCause().getMessage();
  }

  private final class Callbacks implements MqttCallback {
    @Override
    public void messageArrived(String topic, MqttMessage message) throws InterruptedException {
      take(topic, message);
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {
      String reason = response.getReasonString();
      end.complete(
          reason == null || reason.isEmpty()
              ? "the broker ended the connection, code " + response.getReturnCode()
              : reason);
    }

    @Override
    public void mqttErrorOccurred(MqttException why) {
      end.complete(words(why));
    }

    @Override
    public void deliveryComplete(IMqttToken token) {
      // whoever published waits for it
    }

    @Override
    public void connectComplete(boolean again, String where) {
      // whoever connected waits for it
    }

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {
      // not used
    }
  }
}
