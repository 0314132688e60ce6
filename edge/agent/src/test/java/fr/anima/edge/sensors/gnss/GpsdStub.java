package fr.anima.edge.sensors.gnss;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Speaks as gpsd would, or as it should not. */
final class GpsdStub implements Closeable {
  static final String VERSION =
      "{\"class\":\"VERSION\",\"release\":\"3.22\",\"rev\":\"3.22\",\"proto_major\":3,"
          + "\"proto_minor\":14}";

  /** Every connection since the start, the newest last. */
  final List<Connection> connections = new CopyOnWriteArrayList<>();

  private final ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
  private final Script script;

  /** What happens on a connection as soon as it is there. */
  interface Script {
    void play(Connection connection) throws IOException;
  }

  /** One client. */
  static final class Connection {
    final List<String> requests = new CopyOnWriteArrayList<>();
    final long sinceNanos = System.nanoTime();
    private final Socket socket;

    private Connection(Socket socket) {
      this.socket = socket;
    }

    void say(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void sayIfItListens(String text) {
      try {
        say(text);
      } catch (IOException hungUp) {
        // The test looks at what the client makes of it.
      }
    }

    void hangUp() throws IOException {
      socket.close();
    }

    private void listen() {
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
        lines.lines().forEach(requests::add);
      } catch (IOException | RuntimeException hungUp) {
        // The client's business.
      }
    }
  }

  GpsdStub(Script script) throws IOException {
    this.script = script;
    daemon(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  Connection newest() {
    Heard.soon().until(() -> !connections.isEmpty());
    return connections.get(connections.size() - 1);
  }

  static String tpv(String time) {
    return "{\"class\":\"TPV\",\"mode\":3,\"time\":\""
        + time
        + "\",\"lat\":50.9513,\"lon\":1.8587}\r\n";
  }

  private void accept() {
    try {
      while (!server.isClosed()) {
        Connection connection = new Connection(server.accept());
        connections.add(connection);
        daemon(connection::listen);
        script.play(connection);
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "gpsd-stub");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Connection each : connections) {
      each.hangUp();
    }
  }
}
