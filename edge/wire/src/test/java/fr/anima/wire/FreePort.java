package fr.anima.wire;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for servers that have to be told theirs. They are below those that the system gives to
 * connections that go out (from 32,768 on), so no connection of another test takes one before its
 * server does, nor while it is stopped; and who tries one again and again is not in the end
 * connected to itself.
 */
public final class FreePort {
  private static final int FIRST = 12_000;
  private static final int COUNT = 20_000;
  private static final AtomicInteger TRIED =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

  private FreePort() {}

  /** One on which nobody listens, and that was given to nobody lately. */
  public static int any() {
    for (int i = 0; i < COUNT; i++) {
      int port = FIRST + Math.floorMod(TRIED.getAndIncrement(), COUNT);
      if (isFree(port)) {
        return port;
      }
    }
    throw new AssertionError("no port from " + FIRST + " on is free");
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port)) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
