package fr.anima.hub.ingest.conformance;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A server on loopback that is sent bytes as they are, and what comes back. */
record RawMqtt(int port) {
  private static final int HEARING_MILLIS = 300;
  private static final int PINGRESP = 0xD0;
  private static final byte[] PINGREQ = {(byte) 0xC0, 0};

  /** How a server took a script. */
  enum Ending {
    /** It still answers. */
    STAYS,
    /** It closed the connection. */
    ENDS,
    /** It neither closed nor answered: it waits for more. */
    WAITS
  }

  /**
   * What a server said and how it ended.
   *
   * @param replies packets as type and the byte that matters, for example {@code "CONNACK 00"}
   */
  record Outcome(Ending ending, List<String> replies) {}

  /**
   * Sends a script, then a PINGREQ twice, and reads until both are answered or the server closes.
   *
   * @param hearing whether to hear first what the server says: writing to it after it has closed
   *     makes what it said last get lost
   */
  Outcome play(byte[] script, int patienceMillis, boolean hearing) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(patienceMillis);
      socket.setTcpNoDelay(true);
      return play(script, socket, hearing);
    }
  }

  private static Outcome play(byte[] script, Socket socket, boolean hearing) throws IOException {
    List<String> replies = new ArrayList<>();
    send(socket, script);
    boolean answered = false;
    try {
      PushbackInputStream quiet = new PushbackInputStream(socket.getInputStream());
      DataInputStream in = new DataInputStream(quiet);
      if (hearing) {
        while (speaks(quiet, socket)) {
          int first = in.readUnsignedByte();
          replies.add(describe(first, in.readNBytes(length(in))));
        }
      }
      send(socket, PINGREQ);
      while (true) {
        int first = in.readUnsignedByte();
        byte[] body = in.readNBytes(length(in));
        if (first != PINGRESP) {
          replies.add(describe(first, body));
        } else if (answered) {
          return new Outcome(Ending.STAYS, replies);
        } else {
          // What ends a connection may take a moment longer than a ping.
          answered = true;
          send(socket, PINGREQ);
        }
      }
    } catch (SocketTimeoutException silent) {
      return new Outcome(Ending.WAITS, replies);
    } catch (EOFException | SocketException closed) {
      return new Outcome(Ending.ENDS, replies);
    }
  }

  private static void send(Socket socket, byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException closedAlready) {
      // What it said before can still be read.
    }
  }

  private static boolean speaks(PushbackInputStream in, Socket socket) throws IOException {
    int patience = socket.getSoTimeout();
    socket.setSoTimeout(HEARING_MILLIS);
    try {
      int next = in.read();
      if (next < 0) {
        throw new EOFException();
      }
      in.unread(next);
      return true;
    } catch (SocketTimeoutException silent) {
      return false;
    } finally {
      socket.setSoTimeout(patience);
    }
  }

  private static int length(DataInputStream in) throws IOException {
    int value = 0;
    for (int shift = 0; ; shift += 7) {
      int digit = in.readUnsignedByte();
      value |= (digit & 0x7F) << shift;
      if (digit < 0x80) {
        return value;
      }
    }
  }

  private static String describe(int first, byte[] body) {
    return switch (first >> 4) {
      case 2 -> "CONNACK " + hex(body, 1);
      case 4 -> "PUBACK " + hex(body, 1);
      case 9 -> "SUBACK " + hex(body, 1) + " " + hex(body, body.length - 1);
      case 11 -> "UNSUBACK " + hex(body, 1);
      case 14 -> "DISCONNECT " + hex(body, 0);
      default -> String.format(Locale.ROOT, "%02X", first);
    };
  }

  private static String hex(byte[] body, int at) {
    return at < body.length ? String.format(Locale.ROOT, "%02X", body[at]) : "-";
  }
}
