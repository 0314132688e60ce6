package fr.anima.hub.eventlog;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import fr.anima.wire.Message;
import fr.anima.wire.WireJson;
import java.io.IOException;
import java.util.Optional;

/** {@code {"place":…,"message":{…}}}: the station's own JSON in an envelope of ours. */
record ArrivalCodec(Message.Kind kind) implements Topic.Codec<Arrival> {
  @Override
  public byte[] encode(Arrival arrival) {
    if (arrival.message().kind() != kind) {
      throw new IllegalArgumentException(
          "a message of kind " + arrival.message().kind() + " on the topic of " + kind);
    }
    return WireJson.written(
        json -> {
          json.writeStartObject();
          json.writeStringField("place", arrival.place());
          json.writeFieldName("message");
          WireJson.write(arrival.message(), json);
          json.writeEndObject();
        });
  }

  @Override
  public Arrival decode(byte[] bytes) {
    return usual(bytes).orElseGet(() -> fromTree(bytes));
  }

  /** Readings as {@link #encode} writes them, in one pass. */
  private Optional<Arrival> usual(byte[] bytes) {
    if (kind != Message.Kind.READINGS) {
      return Optional.empty();
    }
    try (JsonParser json = Json.parser(bytes)) {
      if (json.nextToken() != JsonToken.START_OBJECT
          || !"place".equals(json.nextFieldName())
          || json.nextToken() != JsonToken.VALUE_STRING) {
        return Optional.empty();
      }
      String place = json.getText();
      if (!"message".equals(json.nextFieldName()) || json.nextToken() == null) {
        return Optional.empty();
      }
      Optional<Message> message = WireJson.readings(json);
      boolean isComplete =
          message.isPresent()
              && json.nextToken() == JsonToken.END_OBJECT
              && json.nextToken() == null;
      return isComplete ? Optional.of(new Arrival(place, message.get())) : Optional.empty();
    } catch (IOException unusual) {
      return Optional.empty();
    }
  }

  private Arrival fromTree(byte[] bytes) {
    JsonNode envelope = Json.tree(bytes);
    JsonNode place = envelope.path("place");
    if (!place.isTextual()) {
      throw new IllegalArgumentException("an arrival says its place as a text");
    }
    return new Arrival(place.textValue(), WireJson.decode(kind, envelope.path("message")));
  }
}
