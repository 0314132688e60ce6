package fr.anima.edge.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fr.anima.wire.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real broker, Debian's Mosquitto, with a subscriber in the hub's place. */
class MosquittoTest {
  private static final Path PROGRAM = Path.of("/usr/sbin/mosquitto");

  @TempDir Path directory;

  private Process start(int port) throws IOException {
    Path config = directory.resolve("mosquitto.conf");
    Files.writeString(config, "listener " + port + " 127.0.0.1\nallow_anonymous true\n");
    return new ProcessBuilder(PROGRAM.toString(), "-c", config.toString())
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("mosquitto.log").toFile())
        .start();
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  @Test
  void everything_arrives_although_the_broker_is_killed_and_the_hub_comes_late() throws Exception {
    if (!Files.isExecutable(PROGRAM)) {
      System.out.println("SKIPPED: " + PROGRAM + " is missing: apt-get install mosquitto");
    }
    assumeTrue(Files.isExecutable(PROGRAM));
    int port = FreePort.any();
    Set<Long> arrived = ConcurrentHashMap.newKeySet();
    Process broker = start(port);
    try (Rig rig = new Rig(directory.resolve("spool"))) {
      Rig.soon().until(() -> answers(port));
      rig.append("readings", 1, 500);
      Uplink uplink = rig.start(URI.create("tcp://127.0.0.1:" + port), Rig.QUICK);
      Rig.soon().until(() -> uplink.state().trouble().contains("holds messages up"));
      assertEquals(500, rig.spool.state().records()); // nobody was there to keep them

      MqttClient first = subscriber(port, arrived);
      rig.untilDrained();
      // A broker acknowledges from memory: what it has not handed on yet would die with it.
      Rig.soon().until(() -> arrived.size() == 500);
      broker.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
      rig.append("readings", 501, 1_000);
      Rig.soon().until(() -> !uplink.state().connected() && !first.isConnected());
      first.close();

      broker = start(port);
      Rig.soon().until(() -> answers(port));
      MqttClient second = subscriber(port, arrived);
      rig.untilDrained();
      Rig.soon().until(() -> arrived.size() == 1_000);
      assertTrue(uplink.state().connections() >= 2, uplink.state().toString());
      second.disconnect();
      second.close();
    } finally {
      broker.destroyForcibly();
    }
  }

  private static MqttClient subscriber(int port, Set<Long> arrived) throws Exception {
    MqttClient hub = new MqttClient("tcp://127.0.0.1:" + port, "hub", new MemoryPersistence());
    hub.setCallback(
        new Listening(
            (topic, message) ->
                arrived.addAll(Rig.sequences(new HubStub.Published(topic, text(message))))));
    hub.connect();
    hub.subscribe("anima/v1/+/readings", 1);
    return hub;
  }

  private static String text(MqttMessage message) {
    return new String(message.getPayload(), StandardCharsets.UTF_8);
  }
}
