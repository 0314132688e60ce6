package fr.anima.hub.ingest.packets;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where connections wait until their CONNECT is accepted, TLS included. There is room for so many;
 * one more turns out who waits longest of the address that has most there. So whoever holds
 * connections open for nothing crowds out himself, and what strangers cost stays small. Sees each
 * connection as the listening socket accepts it; any thread may tell.
 */
@ChannelHandler.Sharable
public final class Doorstep extends ChannelInboundHandlerAdapter {
  private final int most;

  /** By address, those who wait there, the longest first. */
  private final Map<InetAddress, Set<Channel>> waiting = new HashMap<>();

  private int count;
  private long turnedOut;

  /** With room for so many. */
  public Doorstep(int most) {
    this.most = most;
  }

  /** How many were turned out so far. */
  public synchronized long turnedOut() {
    return turnedOut;
  }

  /** How many wait. */
  public synchronized int waiting() {
    return count;
  }

  @Override
  public void channelRead(ChannelHandlerContext listener, Object arrived) {
    if (arrived instanceof Channel connection) {
      enter(connection);
    }
    listener.fireChannelRead(arrived);
  }

  /** It was accepted, or is gone. */
  void leave(Channel connection) {
    remove(address(connection), connection);
  }

  private void enter(Channel connection) {
    InetAddress from = address(connection);
    add(from, connection).ifPresent(Channel::close);
    connection.closeFuture().addListener(closed -> remove(from, connection));
  }

  private synchronized Optional<Channel> add(InetAddress from, Channel connection) {
    Optional<Channel> crowdedOut = count < most ? Optional.empty() : longestOfMost();
    crowdedOut.ifPresent(
        it -> {
          leave(it);
          turnedOut++;
        });
    waiting.computeIfAbsent(from, it -> new LinkedHashSet<>()).add(connection);
    count++;
    return crowdedOut;
  }

  private synchronized void remove(InetAddress from, Channel connection) {
    Set<Channel> there = waiting.get(from);
    if (there != null && there.remove(connection)) {
      count--;
      if (there.isEmpty()) {
        waiting.remove(from);
      }
    }
  }

  private Optional<Channel> longestOfMost() {
    return waiting.values().stream()
        .max(Comparator.comparingInt(Set::size))
        .map(there -> there.iterator().next());
  }

  /** A connection that broke at once no longer knows from where it came. */
  private static InetAddress address(Channel connection) {
    return connection.remoteAddress() instanceof InetSocketAddress it && it.getAddress() != null
        ? it.getAddress()
        : InetAddress.getLoopbackAddress();
  }
}
