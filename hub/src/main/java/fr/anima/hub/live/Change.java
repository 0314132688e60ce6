package fr.anima.hub.live;

import fr.anima.hub.people.Viewer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A change with its place in the stream. Many are remembered, so it holds the message only as it
 * will be sent.
 *
 * @param number one more than the change before it, over all channels
 * @param audience decides at the time of sending who may see it
 * @param key of changes of one key the latest is enough
 * @param coalesce what says which is the latest; empty when no other has its key
 * @param frame the message as browsers receive it
 * @param bytes how long the frame is as UTF-8
 */
record Change(
    long number,
    String channel,
    Predicate<Viewer> audience,
    String key,
    Optional<LiveMessage.Coalesced> coalesce,
    String frame,
    int bytes,
    Instant at) {
  static Change of(String epoch, long number, String channel, LiveMessage message, Instant at) {
    String frame = "id: " + epoch + "-" + number + "\ndata: " + message.body().encode() + "\n\n";
    return new Change(
        number,
        channel,
        message.audience(),
        message.coalesce().map(it -> channel + "/" + it.key()).orElseGet(() -> "#" + number),
        message.coalesce(),
        frame,
        frame.getBytes(StandardCharsets.UTF_8).length,
        at);
  }

  /** Whether that other one of the same key is enough. */
  boolean isOvertakenBy(Change other) {
    return coalesce.isPresent()
        && other.coalesce().filter(coalesce.get()::isOvertakenBy).isPresent();
  }
}
