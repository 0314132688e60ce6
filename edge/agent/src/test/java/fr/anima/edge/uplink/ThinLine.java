package fr.anima.edge.uplink;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/**
 * Between station and hub: lets so many bytes a second through to the hub and holds next to none.
 */
final class ThinLine implements Closeable {
  private static final int HELD = 1_024;

  private final int hubPort;
  private final int bytesPerSecond;
  private final ServerSocket server = new ServerSocket();

  ThinLine(int hubPort, int bytesPerSecond) throws IOException {
    this.hubPort = hubPort;
    this.bytesPerSecond = bytesPerSecond;
    server.setReceiveBufferSize(HELD); // what the line holds counts as sent for nobody
    server.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    thread(this::accept);
  }

  URI address() {
    return URI.create("tcp://127.0.0.1:" + server.getLocalPort());
  }

  private static void thread(Runnable work) {
    Thread thread = new Thread(work, "thin-line");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket station = server.accept();
        Socket hub = new Socket(InetAddress.getLoopbackAddress(), hubPort);
        thread(() -> pump(station, hub, bytesPerSecond));
        thread(() -> pump(hub, station, Integer.MAX_VALUE));
      } catch (IOException closed) {
        return;
      }
    }
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

  @Override
  public void close() throws IOException {
    server.close();
  }
}
