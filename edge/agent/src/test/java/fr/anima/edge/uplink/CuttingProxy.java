package fr.anima.edge.uplink;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Between station and hub: lets bytes through until, on each connection, a random one in a random
 * direction; then both sides are gone. After the given number of cuts it lets everything through.
 */
final class CuttingProxy implements Closeable {
  private static final int MOST_UP = 6_000;
  private static final int MOST_DOWN = 200;
  private static final int BUFFER = 512;

  final AtomicInteger cuts = new AtomicInteger();
  private final int mostCuts;
  private final int hubPort;
  private final Random random;
  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

  CuttingProxy(int hubPort, int mostCuts, Random random) throws IOException {
    this.hubPort = hubPort;
    this.mostCuts = mostCuts;
    this.random = random;
    thread(this::accept);
  }

  URI address() {
    return URI.create("tcp://127.0.0.1:" + server.getLocalPort());
  }

  private static void thread(Runnable work) {
    Thread thread = new Thread(work, "cutting-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket station = server.accept();
        Socket hub = new Socket(InetAddress.getLoopbackAddress(), hubPort);
        station.setSoLinger(true, 0); // gone at once: no goodbye that the other side could answer
        hub.setSoLinger(true, 0);
        boolean cuts = this.cuts.get() < mostCuts;
        boolean up = random.nextInt(3) > 0;
        int upTo = cuts && up ? random.nextInt(MOST_UP) : Integer.MAX_VALUE;
        int downTo = cuts && !up ? random.nextInt(MOST_DOWN) : Integer.MAX_VALUE;
        thread(() -> pump(station, hub, upTo));
        thread(() -> pump(hub, station, downTo));
      } catch (IOException closed) {
        // the next connection, or the end
      }
    }
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

  @Override
  public void close() throws IOException {
    server.close();
  }
}
