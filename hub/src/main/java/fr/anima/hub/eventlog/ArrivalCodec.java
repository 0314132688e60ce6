package fr.anima.hub.eventlog;

import com.fasterxml.jackson.databind.JsonNode;
import fr.anima.wire.Message;
import fr.anima.wire.WireJson;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** {@code {"place":…,"message":{…}}}: the station's own JSON in an envelope of ours. */
record ArrivalCodec(Message.Kind kind) implements Topic.Codec<Arrival> {
  private static final byte[] OPEN = utf8("{\"place\":");
  private static final byte[] MIDDLE = utf8(",\"message\":");
  private static final byte[] CLOSE = utf8("}");

  @Override
  public byte[] encode(Arrival arrival) {
    if (arrival.message().kind() != kind) {
      throw new IllegalArgumentException(
          "a message of kind " + arrival.message().kind() + " on the topic of " + kind);
    }
    byte[] place = Json.bytes(arrival.place());
    byte[] message = WireJson.encode(arrival.message());
    return ByteBuffer.allocate(
            OPEN.length + place.length + MIDDLE.length + message.length + CLOSE.length)
        .put(OPEN)
        .put(place)
        .put(MIDDLE)
        .put(message)
        .put(CLOSE)
        .array();
  }

  @Override
  public Arrival decode(byte[] bytes) {
    JsonNode envelope = Json.tree(bytes);
    JsonNode place = envelope.path("place");
    if (!place.isTextual()) {
      throw new IllegalArgumentException("an arrival says its place as a text");
    }
    return new Arrival(place.textValue(), WireJson.decode(kind, envelope.path("message")));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
