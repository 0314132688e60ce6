package fr.anima.edge.uplink;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;

/** What stands between station and hub: takes each of the station's connections on to the hub. */
abstract class Between implements Closeable {
  private final int hubPort;
  private final ServerSocket server = new ServerSocket();

  /** In front of that hub; a buffer of 0 bytes is the system's usual one. */
  Between(int hubPort, int bufferBytes) throws IOException {
    this.hubPort = hubPort;
    if (bufferBytes > 0) {
      server.setReceiveBufferSize(bufferBytes);
    }
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    thread(this::accept);
  }

  /** Starts, on threads of its own, what carries bytes both ways. */
  abstract void join(Socket station, Socket hub) throws IOException;

  URI address() {
    return URI.create("tcp://127.0.0.1:" + server.getLocalPort());
  }

  static void thread(Runnable work) {
    Thread thread = new Thread(work, "between");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        join(server.accept(), new Socket(InetAddress.getLoopbackAddress(), hubPort));
      } catch (IOException closed) {
        // the next connection, or the end
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
