package fr.anima.edge.uplink;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.TimeUnit;

/**
 * Between station and hub: lets so many bytes a second through to the hub and holds next to none.
 */
final class ThinLine extends Between {
  private static final int HELD = 1_024; // what the line holds counts as sent for nobody

  private final int bytesPerSecond;

  ThinLine(int hubPort, int bytesPerSecond) throws IOException {
    super(hubPort, HELD);
    this.bytesPerSecond = bytesPerSecond;
  }

  @Override
  void join(Socket station, Socket hub) {
    thread(() -> pump(station, hub, bytesPerSecond));
    thread(() -> pump(hub, station, Integer.MAX_VALUE));
  }

  private static void pump(Socket from, Socket to, int perSecond) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] some = new byte[HELD];
      long free = System.nanoTime();
      for (int count = in.read(some); count >= 0; count = in.read(some)) {
        free = Math.max(free, System.nanoTime()) + count * 1_000_000_000L / perSecond;
        TimeUnit.NANOSECONDS.sleep(free - System.nanoTime());
        out.write(some, 0, count);
      }
    } catch (IOException | InterruptedException over) {
      // both sides are gone
    }
  }
}
