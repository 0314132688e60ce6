package fr.anima.hub.health;

import fr.anima.hub.web.EventSink;
import fr.anima.wire.StationId;
import io.vertx.core.json.JsonObject;
import java.util.function.LongConsumer;

/** A browser's end of the live stream, in the hub itself: hears the canary's readings go by. */
final class CanaryEar implements EventSink {
  private static final String DATA = "data: ";

  private final StationId name;
  private final LongConsumer heard;

  /** Tells the sequence of each reading of the canary of that name, on the feed's thread. */
  CanaryEar(StationId name, LongConsumer heard) {
    this.name = name;
    this.heard = heard;
  }

  @Override
  public void write(String frames) {
    frames
        .lines()
        .filter(it -> it.startsWith(DATA))
        .map(it -> new JsonObject(it.substring(DATA.length())))
        .filter(it -> CanaryChannel.NAME.equals(it.getString("kind")))
        .filter(it -> name.value().equals(it.getString(CanaryChannel.STATION)))
        .forEach(it -> heard.accept(it.getLong(CanaryChannel.SEQUENCE)));
  }

  @Override
  public boolean full() {
    return false;
  }

  @Override
  public void onRoom(Runnable then) {}

  @Override
  public void onClose(Runnable then) {}

  @Override
  public void close() {}
}
