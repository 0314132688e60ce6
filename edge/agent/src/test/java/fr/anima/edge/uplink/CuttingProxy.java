package fr.anima.edge.uplink;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Between station and hub: lets bytes through until, on each connection, a random one in a random
 * direction; then both sides are gone. After the given number of cuts it lets everything through.
 */
final class CuttingProxy extends Between {
  private static final int MOST_UP = 6_000;
  private static final int MOST_DOWN = 200;
  private static final int BUFFER = 512;

  final AtomicInteger cuts = new AtomicInteger();
  private final int mostCuts;
  private final Random random;

  CuttingProxy(int hubPort, int mostCuts, Random random) throws IOException {
    super(hubPort, 0);
    this.mostCuts = mostCuts;
    this.random = random;
  }

  @Override
  void join(Socket station, Socket hub) throws IOException {
    station.setSoLinger(true, 0); // gone at once: no goodbye that the other side could answer
    hub.setSoLinger(true, 0);
    boolean cuts = this.cuts.get() < mostCuts;
    boolean up = random.nextInt(3) > 0;
    int upTo = cuts && up ? random.nextInt(MOST_UP) : Integer.MAX_VALUE;
    int downTo = cuts && !up ? random.nextInt(MOST_DOWN) : Integer.MAX_VALUE;
    thread(() -> pump(station, hub, upTo));
    thread(() -> pump(hub, station, downTo));
  }

  private void pump(Socket from, Socket to, int most) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] bytes = new byte[BUFFER];
      int left = most;
      while (left > 0) {
        int count = in.read(bytes, 0, Math.min(bytes.length, left));
        if (count < 0) {
          return;
        }
        out.write(bytes, 0, count);
        left -= count;
      }
      cuts.incrementAndGet();
    } catch (IOException gone) {
      // the other direction was cut
    }
  }
}
