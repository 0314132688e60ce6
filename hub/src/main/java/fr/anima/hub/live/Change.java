package fr.anima.hub.live;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * A change with its place in the stream.
 *
 * @param number one more than the change before it, over all channels
 * @param frame the message as browsers receive it
 */
record Change(long number, String channel, LiveMessage message, String frame, Instant at) {
  static Change of(String epoch, long number, String channel, LiveMessage message, Instant at) {
    String frame = "id: " + epoch + "-" + number + "\ndata: " + message.body().encode() + "\n\n";
    return new Change(number, channel, message, frame, at);
  }

  int bytes() {
    return frame.getBytes(StandardCharsets.UTF_8).length;
  }
}
