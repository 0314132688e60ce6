package fr.anima.edge.uplink;

import java.util.function.BiConsumer;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** A subscriber that hears messages and nothing else. */
record Listening(BiConsumer<String, MqttMessage> heard) implements MqttCallback {
  @Override
  public void messageArrived(String topic, MqttMessage message) {
    heard.accept(topic, message);
  }

  @Override
  public void disconnected(MqttDisconnectResponse response) {}

  @Override
  public void mqttErrorOccurred(MqttException why) {}

  @Override
  public void deliveryComplete(IMqttToken token) {}

  @Override
  public void connectComplete(boolean again, String where) {}

  @Override
  public void authPacketArrived(int reasonCode, MqttProperties properties) {}
}
